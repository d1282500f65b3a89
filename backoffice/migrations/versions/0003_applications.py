"""applications, parties, consents, decisions, loans, ledger, audit, outbox, work orders."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003_applications'
down_revision = '0002'
branch_labels = None
depends_on = None

# What was booked, recorded or changed by law stays as it was written; a booking balances.
GUARD = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME;
END $$;
CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sides integer;
    total numeric;
BEGIN
    SELECT count(*), coalesce(sum(amount), 0) INTO sides, total
        FROM ledger_postings WHERE entry_no = NEW.entry_no;
    IF sides < 2 OR total <> 0 THEN
        RAISE EXCEPTION 'ledger entry % does not balance: % postings, sum %',
            NEW.entry_no, sides, total;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entries_balance AFTER INSERT ON ledger_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();
CREATE CONSTRAINT TRIGGER postings_balance AFTER INSERT ON ledger_postings
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();
"""
KEPT = (
    'application_transitions', 'audit_trail', 'ledger_entries', 'ledger_postings',
    'schedule_instalments', 'schedule_versions',
)


def upgrade() -> None:
    op.create_table('audit_trail',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('level', sa.String(length=2), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('command', sa.String(length=60), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('request_hash', sa.String(length=64), nullable=False),
    sa.Column('before_hash', sa.String(length=64), nullable=False),
    sa.Column('after_hash', sa.String(length=64), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_trail'))
    )
    op.create_index(op.f('ix_audit_trail_subject'), 'audit_trail', ['subject'], unique=False)
    op.create_table('consents',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('subject_kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.String(length=40), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('data_items', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('basis', sa.String(length=40), nullable=False),
    sa.Column('text_version', sa.String(length=20), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('method', sa.String(length=40), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    op.create_index('uq_consents_in_force', 'consents', ['subject_kind', 'subject_id', 'purpose'], unique=True, postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_table('deliveries',
    sa.Column('delivery_id', sa.String(length=80), nullable=False),
    sa.Column('customer_id', sa.String(length=40), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('card', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('num_nonnulls(customer_id, phone) = 1', name=op.f('ck_deliveries_one_recipient')),
    sa.PrimaryKeyConstraint('delivery_id', name=op.f('pk_deliveries'))
    )
    op.create_index(op.f('ix_deliveries_customer_id'), 'deliveries', ['customer_id'], unique=False)
    op.create_table('work_orders',
    sa.Column('order_id', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('queue', sa.String(length=40), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('ordered_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('handed_over_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('order_id', name=op.f('pk_work_orders'))
    )
    op.create_index('ix_work_orders_waiting', 'work_orders', ['sequence'], unique=False, postgresql_where=sa.text('handed_over_at IS NULL'))
    op.create_table('applications',
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('customer_id', sa.String(length=40), nullable=False),
    sa.Column('quote_id', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('customer_type', sa.String(length=20), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('offer_valid_to', sa.DateTime(timezone=True), nullable=False),
    sa.Column('contract_no', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.customer_id'], name=op.f('fk_applications_customer_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quotes.quote_id'], name=op.f('fk_applications_quote_id')),
    sa.PrimaryKeyConstraint('application_no', name=op.f('pk_applications')),
    sa.UniqueConstraint('contract_no', name=op.f('uq_applications_contract_no'))
    )
    op.create_index(op.f('ix_applications_customer_id'), 'applications', ['customer_id'], unique=False)
    op.create_index(op.f('ix_applications_offer_valid_to'), 'applications', ['offer_valid_to'], unique=False)
    op.create_index(op.f('ix_applications_state'), 'applications', ['state'], unique=False)
    op.create_index('uq_applications_open', 'applications', ['customer_id'], unique=True, postgresql_where=sa.text("state NOT IN ('DECLINED', 'ACTIVATED', 'DELIVERED', 'CANCELLED', 'EXPIRED')"))
    op.create_table('application_events',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('step', sa.String(length=40), nullable=True),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_application_events_application_no')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_events'))
    )
    op.create_index(op.f('ix_application_events_application_no'), 'application_events', ['application_no'], unique=False)
    op.create_table('application_fields',
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('typed', sa.Boolean(), nullable=False),
    sa.Column('corrected', sa.Boolean(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_application_fields_application_no')),
    sa.PrimaryKeyConstraint('party_id', 'name', name=op.f('pk_application_fields'))
    )
    op.create_index(op.f('ix_application_fields_application_no'), 'application_fields', ['application_no'], unique=False)
    op.create_table('application_transitions',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('from_state', sa.String(length=30), nullable=True),
    sa.Column('to_state', sa.String(length=30), nullable=False),
    sa.Column('command', sa.String(length=40), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('level', sa.String(length=2), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_application_transitions_application_no')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_transitions'))
    )
    op.create_index(op.f('ix_application_transitions_application_no'), 'application_transitions', ['application_no'], unique=False)
    op.create_table('conditions',
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('met_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_conditions_application_no')),
    sa.PrimaryKeyConstraint('application_no', 'code', name=op.f('pk_conditions'))
    )
    op.create_table('decisions',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('reason_code', sa.String(length=10), nullable=True),
    sa.Column('reason_family', sa.String(length=30), nullable=True),
    sa.Column('missing', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('explanation', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('decided_by', sa.String(length=80), nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('reapply_after', sa.Date(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_decisions_application_no')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions')),
    sa.UniqueConstraint('application_no', 'round', 'stage', name=op.f('uq_decisions_application_no_round_stage'))
    )
    op.create_table('handover_bookings',
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('dealer_id', sa.String(length=40), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('booked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_handover_bookings_application_no')),
    sa.PrimaryKeyConstraint('application_no', name=op.f('pk_handover_bookings'))
    )
    op.create_table('loans',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('customer_id', sa.String(length=40), nullable=False),
    sa.Column('product_key', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('principal', sa.Numeric(precision=14, scale=2), nullable=False),
    sa.Column('annual_rate_pct', sa.Numeric(precision=6, scale=2), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('terms', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('vehicle', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('due_day', sa.Integer(), nullable=False),
    sa.Column('activated_on', sa.Date(), nullable=False),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_loans_application_no')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.customer_id'], name=op.f('fk_loans_customer_id')),
    sa.PrimaryKeyConstraint('contract_no', name=op.f('pk_loans')),
    sa.UniqueConstraint('application_no', name=op.f('uq_loans_application_no'))
    )
    op.create_index(op.f('ix_loans_customer_id'), 'loans', ['customer_id'], unique=False)
    op.create_table('parties',
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('relation', sa.String(length=20), nullable=True),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.Column('id_no', sa.String(length=18), nullable=True),
    sa.Column('id_valid_to', sa.Date(), nullable=True),
    sa.Column('identity', sa.String(length=20), nullable=False),
    sa.Column('identity_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('identity_method', sa.String(length=20), nullable=True),
    sa.Column('video_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('authorised_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('card', sa.String(length=20), nullable=False),
    sa.Column('card_no', sa.String(length=19), nullable=True),
    sa.Column('bank_name', sa.String(length=40), nullable=True),
    sa.Column('reserved_phone', sa.String(length=20), nullable=True),
    sa.Column('signature', sa.String(length=20), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_parties_application_no')),
    sa.PrimaryKeyConstraint('party_id', name=op.f('pk_parties'))
    )
    op.create_index(op.f('ix_parties_application_no'), 'parties', ['application_no'], unique=False)
    op.create_table('purchase_facts',
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('told_by', sa.String(length=80), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_purchase_facts_application_no')),
    sa.PrimaryKeyConstraint('application_no', 'kind', name=op.f('pk_purchase_facts'))
    )
    op.create_table('reviews',
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_by', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_reviews_application_no')),
    sa.PrimaryKeyConstraint('application_no', name=op.f('pk_reviews'))
    )
    op.create_table('card_tries',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('tail', sa.String(length=4), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_card_tries_party_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_card_tries'))
    )
    op.create_index(op.f('ix_card_tries_party_id'), 'card_tries', ['party_id'], unique=False)
    op.create_table('credit_authorisations',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('text_version', sa.String(length=20), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('dwell_ms', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('authorised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_credit_authorisations_party_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credit_authorisations'))
    )
    op.create_index(op.f('ix_credit_authorisations_party_id'), 'credit_authorisations', ['party_id'], unique=False)
    op.create_table('ledger_entries',
    sa.Column('entry_no', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('booked_on', sa.Date(), nullable=False),
    sa.Column('booked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_ledger_entries_contract_no')),
    sa.PrimaryKeyConstraint('entry_no', name=op.f('pk_ledger_entries')),
    sa.UniqueConstraint('reference', name=op.f('uq_ledger_entries_reference'))
    )
    op.create_index(op.f('ix_ledger_entries_contract_no'), 'ledger_entries', ['contract_no'], unique=False)
    op.create_table('party_links',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('proved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('wrong_proofs', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_party_links_party_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_party_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_party_links_token_hash'))
    )
    op.create_index(op.f('ix_party_links_expires_at'), 'party_links', ['expires_at'], unique=False)
    op.create_index(op.f('ix_party_links_party_id'), 'party_links', ['party_id'], unique=False)
    op.create_index('uq_party_links_alive', 'party_links', ['party_id'], unique=True, postgresql_where=sa.text("state IN ('sent', 'opened')"))
    op.create_table('real_person_checks',
    sa.Column('check_id', sa.String(length=60), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('score', sa.Numeric(precision=6, scale=4), nullable=True),
    sa.Column('liveness', sa.Boolean(), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_real_person_checks_party_id')),
    sa.PrimaryKeyConstraint('check_id', name=op.f('pk_real_person_checks'))
    )
    op.create_index(op.f('ix_real_person_checks_party_id'), 'real_person_checks', ['party_id'], unique=False)
    op.create_table('schedule_versions',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('in_force_from', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_schedule_versions_contract_no')),
    sa.PrimaryKeyConstraint('contract_no', 'version', name=op.f('pk_schedule_versions'))
    )
    op.create_table('credit_reports',
    sa.Column('authorisation_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('report', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('queried_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['authorisation_id'], ['credit_authorisations.id'], name=op.f('fk_credit_reports_authorisation_id')),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_credit_reports_party_id')),
    sa.PrimaryKeyConstraint('authorisation_id', name=op.f('pk_credit_reports'))
    )
    op.create_index(op.f('ix_credit_reports_party_id'), 'credit_reports', ['party_id'], unique=False)
    op.create_table('ledger_postings',
    sa.Column('entry_no', sa.BigInteger(), nullable=False),
    sa.Column('account', sa.String(length=40), nullable=False),
    sa.Column('amount', sa.Numeric(precision=14, scale=2), nullable=False),
    sa.CheckConstraint('amount <> 0', name=op.f('ck_ledger_postings_not_nothing')),
    sa.ForeignKeyConstraint(['entry_no'], ['ledger_entries.entry_no'], name=op.f('fk_ledger_postings_entry_no')),
    sa.PrimaryKeyConstraint('entry_no', 'account', name=op.f('pk_ledger_postings'))
    )
    op.create_table('schedule_instalments',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('period', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('due_date', sa.Date(), nullable=False),
    sa.Column('payment', sa.Numeric(precision=14, scale=2), nullable=False),
    sa.Column('principal', sa.Numeric(precision=14, scale=2), nullable=False),
    sa.Column('interest', sa.Numeric(precision=14, scale=2), nullable=False),
    sa.Column('balance', sa.Numeric(precision=14, scale=2), nullable=False),
    sa.Column('balloon', sa.Numeric(precision=14, scale=2), nullable=False),
    sa.ForeignKeyConstraint(['contract_no', 'version'], ['schedule_versions.contract_no', 'schedule_versions.version'], name=op.f('fk_schedule_instalments_contract_no_version')),
    sa.PrimaryKeyConstraint('contract_no', 'version', 'period', name=op.f('pk_schedule_instalments'))
    )
    op.add_column('customers', sa.Column('first_job_months', sa.Integer(), nullable=True))
    op.execute(GUARD)
    for table in KEPT:
        op.execute(
            f'CREATE TRIGGER {table}_are_kept BEFORE UPDATE OR DELETE ON {table} '
            'FOR EACH ROW EXECUTE FUNCTION refuse_change()'
        )


def downgrade() -> None:
    op.drop_column('customers', 'first_job_months')
    op.drop_table('schedule_instalments')
    op.drop_table('ledger_postings')
    op.drop_index(op.f('ix_credit_reports_party_id'), table_name='credit_reports')
    op.drop_table('credit_reports')
    op.drop_table('schedule_versions')
    op.drop_index(op.f('ix_real_person_checks_party_id'), table_name='real_person_checks')
    op.drop_table('real_person_checks')
    op.drop_index('uq_party_links_alive', table_name='party_links', postgresql_where=sa.text("state IN ('sent', 'opened')"))
    op.drop_index(op.f('ix_party_links_party_id'), table_name='party_links')
    op.drop_index(op.f('ix_party_links_expires_at'), table_name='party_links')
    op.drop_table('party_links')
    op.drop_index(op.f('ix_ledger_entries_contract_no'), table_name='ledger_entries')
    op.drop_table('ledger_entries')
    op.drop_index(op.f('ix_credit_authorisations_party_id'), table_name='credit_authorisations')
    op.drop_table('credit_authorisations')
    op.drop_index(op.f('ix_card_tries_party_id'), table_name='card_tries')
    op.drop_table('card_tries')
    op.drop_table('reviews')
    op.drop_table('purchase_facts')
    op.drop_index(op.f('ix_parties_application_no'), table_name='parties')
    op.drop_table('parties')
    op.drop_index(op.f('ix_loans_customer_id'), table_name='loans')
    op.drop_table('loans')
    op.drop_table('handover_bookings')
    op.drop_table('decisions')
    op.drop_table('conditions')
    op.drop_index(op.f('ix_application_transitions_application_no'), table_name='application_transitions')
    op.drop_table('application_transitions')
    op.drop_index(op.f('ix_application_fields_application_no'), table_name='application_fields')
    op.drop_table('application_fields')
    op.drop_index(op.f('ix_application_events_application_no'), table_name='application_events')
    op.drop_table('application_events')
    op.drop_index('uq_applications_open', table_name='applications', postgresql_where=sa.text("state NOT IN ('DECLINED', 'ACTIVATED', 'DELIVERED', 'CANCELLED', 'EXPIRED')"))
    op.drop_index(op.f('ix_applications_state'), table_name='applications')
    op.drop_index(op.f('ix_applications_offer_valid_to'), table_name='applications')
    op.drop_index(op.f('ix_applications_customer_id'), table_name='applications')
    op.drop_table('applications')
    op.drop_index('ix_work_orders_waiting', table_name='work_orders', postgresql_where=sa.text('handed_over_at IS NULL'))
    op.drop_table('work_orders')
    op.drop_index(op.f('ix_deliveries_customer_id'), table_name='deliveries')
    op.drop_table('deliveries')
    op.drop_index('uq_consents_in_force', table_name='consents', postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.drop_table('consents')
    op.drop_index(op.f('ix_audit_trail_subject'), table_name='audit_trail')
    op.drop_table('audit_trail')
    op.execute('DROP FUNCTION ledger_entry_balances()')
    op.execute('DROP FUNCTION refuse_change()')
