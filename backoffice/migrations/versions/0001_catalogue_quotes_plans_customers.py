"""the tables of catalogue, quotes, plans and customers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

# A quote is a promise: once given it is never changed.
GUARD = """
CREATE FUNCTION refuse_quote_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a quote is never changed: %', OLD.quote_id;
END $$;
CREATE TRIGGER quotes_are_immutable BEFORE UPDATE ON quotes
    FOR EACH ROW EXECUTE FUNCTION refuse_quote_change();
"""


def upgrade() -> None:
    op.create_table('business_date',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_business_date_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_business_date'))
    )
    op.create_table('callback_requests',
    sa.Column('request_no', sa.String(length=40), nullable=False),
    sa.Column('owner_kind', sa.String(length=20), nullable=False),
    sa.Column('owner_id', sa.String(length=100), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('reason', sa.String(length=60), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('call_by', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('request_no', name=op.f('pk_callback_requests'))
    )
    op.create_index(op.f('ix_callback_requests_call_by'), 'callback_requests', ['call_by'], unique=False)
    op.create_table('customers',
    sa.Column('customer_id', sa.String(length=40), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('type', sa.String(length=20), nullable=True),
    sa.Column('city', sa.String(length=20), nullable=True),
    sa.Column('income_monthly', sa.Numeric(precision=12, scale=2), nullable=True),
    sa.Column('other_debt_monthly', sa.Numeric(precision=12, scale=2), nullable=True),
    sa.Column('deposit_rate_pct', sa.Numeric(precision=6, scale=2), nullable=True),
    sa.Column('interest', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.PrimaryKeyConstraint('customer_id', name=op.f('pk_customers')),
    sa.UniqueConstraint('phone', name=op.f('uq_customers_phone'))
    )
    op.create_table('dealers',
    sa.Column('dealer_id', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('city', sa.String(length=20), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.Column('opening_hours', sa.String(), nullable=False),
    sa.Column('latitude', sa.Numeric(precision=9, scale=6), nullable=False),
    sa.Column('longitude', sa.Numeric(precision=9, scale=6), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('dealer_id', name=op.f('pk_dealers'))
    )
    op.create_index(op.f('ix_dealers_city'), 'dealers', ['city'], unique=False)
    op.create_table('product_rates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product_key', sa.String(length=40), nullable=False),
    sa.Column('term_months', sa.Integer(), nullable=False),
    sa.Column('annual_rate_pct', sa.Numeric(precision=6, scale=2), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_rates')),
    sa.UniqueConstraint('product_key', 'term_months', 'valid_from', name=op.f('uq_product_rates_product_key_term_months_valid_from'))
    )
    op.create_table('products',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product_key', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('type', sa.String(length=40), nullable=False),
    sa.Column('type_zh', sa.String(), nullable=False),
    sa.Column('offer', sa.String(length=40), nullable=True),
    sa.Column('rules', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_products')),
    sa.UniqueConstraint('product_key', 'valid_from', name=op.f('uq_products_product_key_valid_from'))
    )
    op.create_table('quotes',
    sa.Column('quote_id', sa.String(length=40), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('product_key', sa.String(length=40), nullable=False),
    sa.Column('answer', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('terms', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('quote_id', name=op.f('pk_quotes'))
    )
    op.create_table('recommendations',
    sa.Column('recommendation_id', sa.String(length=40), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.Column('request', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('answer', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('recommendation_id', name=op.f('pk_recommendations'))
    )
    op.create_table('remembered_answers',
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('request_hash', sa.String(length=64), nullable=False),
    sa.Column('answer', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('action', 'key', name=op.f('pk_remembered_answers'))
    )
    op.create_table('rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule_key', sa.String(length=40), nullable=False),
    sa.Column('value', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rules')),
    sa.UniqueConstraint('rule_key', 'valid_from', name=op.f('uq_rules_rule_key_valid_from'))
    )
    op.create_table('trims',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trim_key', sa.String(length=40), nullable=False),
    sa.Column('vehicle_key', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('price', sa.Numeric(precision=12, scale=2), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trims')),
    sa.UniqueConstraint('trim_key', 'valid_from', name=op.f('uq_trims_trim_key_valid_from'))
    )
    op.create_table('vehicles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vehicle_key', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('full_name', sa.String(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('powertrain', sa.String(length=10), nullable=False),
    sa.Column('powertrain_zh', sa.String(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('usage', sa.String(length=20), nullable=False),
    sa.Column('energy', sa.String(), nullable=True),
    sa.Column('range_cltc_km', sa.Integer(), nullable=True),
    sa.Column('range_ev_km', sa.Integer(), nullable=True),
    sa.Column('colours', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('tags', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vehicles')),
    sa.UniqueConstraint('vehicle_key', 'valid_from', name=op.f('uq_vehicles_vehicle_key_valid_from'))
    )
    op.create_table('kept_plans',
    sa.Column('plan_no', sa.String(length=40), nullable=False),
    sa.Column('owner_kind', sa.String(length=20), nullable=False),
    sa.Column('owner_id', sa.String(length=100), nullable=False),
    sa.Column('quote_id', sa.String(length=40), nullable=False),
    sa.Column('label', sa.String(length=60), nullable=True),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.ForeignKeyConstraint(['quote_id'], ['quotes.quote_id'], name=op.f('fk_kept_plans_quote_id')),
    sa.PrimaryKeyConstraint('plan_no', name=op.f('pk_kept_plans')),
    sa.UniqueConstraint('owner_kind', 'owner_id', 'quote_id', name=op.f('uq_kept_plans_owner_kind_owner_id_quote_id'))
    )
    op.create_index(op.f('ix_kept_plans_quote_id'), 'kept_plans', ['quote_id'], unique=False)
    op.execute(GUARD)


def downgrade() -> None:
    op.drop_index(op.f('ix_kept_plans_quote_id'), table_name='kept_plans')
    op.drop_table('kept_plans')
    op.drop_table('vehicles')
    op.drop_table('trims')
    op.drop_table('rules')
    op.drop_table('remembered_answers')
    op.drop_table('recommendations')
    op.drop_table('quotes')
    op.drop_table('products')
    op.drop_table('product_rates')
    op.drop_index(op.f('ix_dealers_city'), table_name='dealers')
    op.drop_table('dealers')
    op.drop_table('customers')
    op.drop_index(op.f('ix_callback_requests_call_by'), table_name='callback_requests')
    op.drop_table('callback_requests')
    op.drop_table('business_date')
    op.execute('DROP FUNCTION refuse_quote_change()')
