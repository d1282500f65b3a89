"""running loans: standings, dues, payments, mandates, debits, the roll, trials."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006_ledger'
down_revision = '0005_signing'
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
YUAN = sa.Numeric(14, 2)
JSONB = postgresql.JSONB(astext_type=sa.Text())

# A booking moves the balances in its own statement, so that no balance is ever apart from what
# was booked. A schedule's first version makes the row; later ones are put in force by the roll.
KEEPING = """
CREATE FUNCTION keep_standings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO loan_standings AS s (contract_no, principal, principal_due, interest_due,
                                     penalty_due, costs_due, credit, last_entry_no)
    SELECT e.contract_no,
        coalesce(sum(f.amount) FILTER (WHERE f.account IN ('loan_receivable', 'lease_receivable')), 0),
        coalesce(sum(f.amount) FILTER (WHERE f.account = 'principal_due'), 0),
        coalesce(sum(f.amount) FILTER (WHERE f.account = 'interest_receivable'), 0),
        coalesce(sum(f.amount) FILTER (WHERE f.account = 'penalty_receivable'), 0),
        coalesce(sum(f.amount) FILTER (WHERE f.account = 'costs_receivable'), 0),
        coalesce(-sum(f.amount) FILTER (WHERE f.account = 'customer_credit'), 0),
        max(f.entry_no)
    FROM fresh f JOIN ledger_entries e ON e.entry_no = f.entry_no
    GROUP BY e.contract_no
    ON CONFLICT (contract_no) DO UPDATE SET
        principal = s.principal + EXCLUDED.principal,
        principal_due = s.principal_due + EXCLUDED.principal_due,
        interest_due = s.interest_due + EXCLUDED.interest_due,
        penalty_due = s.penalty_due + EXCLUDED.penalty_due,
        costs_due = s.costs_due + EXCLUDED.costs_due,
        credit = s.credit + EXCLUDED.credit,
        last_entry_no = greatest(s.last_entry_no, EXCLUDED.last_entry_no);
    RETURN NULL;
END $$;
CREATE TRIGGER postings_keep_standings AFTER INSERT ON ledger_postings
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_standings();
CREATE FUNCTION first_version_in_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO loan_standings AS s (contract_no, version)
    SELECT contract_no, min(version) FROM fresh GROUP BY contract_no
    ON CONFLICT (contract_no) DO UPDATE SET version = EXCLUDED.version WHERE s.version = 0;
    RETURN NULL;
END $$;
CREATE TRIGGER versions_open_standings AFTER INSERT ON schedule_versions
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION first_version_in_force();
"""
LEASES = "('finance_lease', 'sale_leaseback')"


def upgrade() -> None:
    op.alter_column('loans', 'application_no', nullable=True)
    op.add_column('loans', sa.Column('kind', sa.String(length=10), sa.Computed(
        f"CASE WHEN terms->>'method' IN {LEASES} THEN 'lease' ELSE 'loan' END", persisted=True)))
    op.add_column('loans', sa.Column('late_multiplier', sa.Numeric(precision=4, scale=2), server_default='1.5', nullable=False))
    op.add_column('loans', sa.Column('autopay', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column('loans', sa.Column('lease', JSONB, nullable=True))
    op.add_column('loans', sa.Column('lien', JSONB, nullable=True))
    op.add_column('loans', sa.Column('total_loss', JSONB, nullable=True))
    op.add_column('loans', sa.Column('settled_on', sa.Date(), nullable=True))
    op.create_index('ix_schedule_instalments_due_date_contract_no', 'schedule_instalments', ['due_date', 'contract_no'])
    op.create_index('ix_schedule_versions_in_force_from', 'schedule_versions', ['in_force_from'])
    op.create_table('loan_standings',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), server_default=sa.text('0'), nullable=False),
    *(
        sa.Column(name, YUAN, server_default=sa.text('0'), nullable=False)
        for name in ('principal', 'principal_due', 'interest_due', 'penalty_due', 'costs_due', 'credit')
    ),
    sa.Column('last_entry_no', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_loan_standings_contract_no')),
    sa.PrimaryKeyConstraint('contract_no', name=op.f('pk_loan_standings'))
    )
    op.execute("CREATE INDEX ix_loan_standings_credit ON loan_standings (contract_no) WHERE credit <> 0")
    op.create_table('loan_dues',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('period', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('part', sa.String(length=10), nullable=False),
    sa.Column('due_date', sa.Date(), nullable=False),
    sa.Column('costs', YUAN, server_default=sa.text('0'), nullable=False),
    sa.Column('penalty', YUAN, server_default=sa.text('0'), nullable=False),
    sa.Column('interest', YUAN, nullable=False),
    sa.Column('principal', YUAN, nullable=False),
    *(
        sa.Column(f'{name}_paid', YUAN, server_default=sa.text('0'), nullable=False)
        for name in ('costs', 'penalty', 'interest', 'principal')
    ),
    sa.Column('late_yuan_days', sa.Numeric(precision=18, scale=2), server_default=sa.text('0'), nullable=False),
    sa.Column('aged_to', sa.Date(), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.CheckConstraint(
        'costs_paid BETWEEN 0 AND costs AND penalty_paid BETWEEN 0 AND penalty '
        'AND interest_paid BETWEEN 0 AND interest AND principal_paid BETWEEN 0 AND principal',
        name=op.f('ck_loan_dues_not_paid_twice'),
    ),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_loan_dues_contract_no')),
    sa.PrimaryKeyConstraint('contract_no', 'period', 'part', name=op.f('pk_loan_dues'))
    )
    op.create_index('ix_loan_dues_open', 'loan_dues', ['contract_no', 'due_date'], unique=False, postgresql_where=sa.text('paid_on IS NULL'))
    op.create_table('loan_payments',
    sa.Column('payment_no', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('amount', YUAN, nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('received_at', AT, nullable=False),
    sa.Column('entry_no', sa.BigInteger(), nullable=True),
    sa.CheckConstraint('amount > 0', name=op.f('ck_loan_payments_something')),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_loan_payments_contract_no')),
    sa.PrimaryKeyConstraint('payment_no', name=op.f('pk_loan_payments')),
    sa.UniqueConstraint('reference', name=op.f('uq_loan_payments_reference'))
    )
    op.create_index(op.f('ix_loan_payments_contract_no'), 'loan_payments', ['contract_no'], unique=False)
    op.create_index('ix_loan_payments_waiting', 'loan_payments', ['payment_no'], unique=False, postgresql_where=sa.text('entry_no IS NULL'))
    op.create_table('loan_mandates',
    sa.Column('mandate_no', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('bank_name', sa.String(length=40), nullable=False),
    sa.Column('tail', sa.String(length=4), nullable=False),
    sa.Column('state', sa.String(length=10), server_default='active', nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_loan_mandates_contract_no')),
    sa.PrimaryKeyConstraint('mandate_no', name=op.f('pk_loan_mandates'))
    )
    op.create_index(op.f('ix_loan_mandates_contract_no'), 'loan_mandates', ['contract_no'], unique=False)
    op.create_table('loan_debits',
    sa.Column('debit_no', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('mandate_no', sa.BigInteger(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('nth', sa.Integer(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('asked_at', AT, nullable=False),
    sa.Column('amount', YUAN, nullable=False),
    sa.Column('state', sa.String(length=10), server_default='asked', nullable=False),
    sa.Column('code', sa.String(length=30), nullable=True),
    sa.Column('drawn', YUAN, server_default=sa.text('0'), nullable=False),
    sa.Column('answered_at', AT, nullable=True),
    sa.CheckConstraint('amount > 0 AND drawn BETWEEN 0 AND amount', name=op.f('ck_loan_debits_drawn_within')),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_loan_debits_contract_no')),
    sa.ForeignKeyConstraint(['mandate_no'], ['loan_mandates.mandate_no'], name=op.f('fk_loan_debits_mandate_no')),
    sa.PrimaryKeyConstraint('debit_no', name=op.f('pk_loan_debits')),
    sa.UniqueConstraint('reference', name=op.f('uq_loan_debits_reference'))
    )
    op.create_index('ix_loan_debits_asked', 'loan_debits', ['debit_no'], unique=False, postgresql_where=sa.text("state = 'asked'"))
    op.create_index('ix_loan_debits_contract_no_debit_no', 'loan_debits', ['contract_no', 'debit_no'], unique=False)
    op.create_table('rolled_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('stage', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('finished_at', AT, nullable=True),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_rolled_days'))
    )
    op.create_table('loan_trials',
    sa.Column('trial_id', sa.String(length=40), nullable=False),
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('errand', sa.String(length=20), nullable=False),
    sa.Column('figures', JSONB, nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', AT, nullable=False),
    sa.Column('valid_until', AT, nullable=False),
    sa.Column('last_entry_no', sa.BigInteger(), nullable=False),
    sa.Column('ended', sa.String(length=10), nullable=True),
    sa.Column('cited_at', AT, nullable=True),
    sa.ForeignKeyConstraint(['contract_no'], ['loans.contract_no'], name=op.f('fk_loan_trials_contract_no')),
    sa.PrimaryKeyConstraint('trial_id', name=op.f('pk_loan_trials'))
    )
    op.create_index(op.f('ix_loan_trials_contract_no'), 'loan_trials', ['contract_no'], unique=False)
    op.create_index(op.f('ix_loan_trials_valid_until'), 'loan_trials', ['valid_until'], unique=False)
    op.create_table('sandbox_bank_orders',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('event', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=True),
    sa.Column('share_pct', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('contract_no', name=op.f('pk_sandbox_bank_orders'))
    )
    op.create_table('sandbox_bank_debits',
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=True),
    sa.Column('drawn', YUAN, nullable=False),
    sa.PrimaryKeyConstraint('reference', name=op.f('pk_sandbox_bank_debits'))
    )
    op.execute(KEEPING)


def downgrade() -> None:
    op.execute('DROP TRIGGER versions_open_standings ON schedule_versions')
    op.execute('DROP TRIGGER postings_keep_standings ON ledger_postings')
    op.execute('DROP FUNCTION first_version_in_force()')
    op.execute('DROP FUNCTION keep_standings()')
    for table in (
        'sandbox_bank_debits', 'sandbox_bank_orders', 'loan_trials', 'rolled_days', 'loan_debits',
        'loan_mandates', 'loan_payments', 'loan_dues', 'loan_standings',
    ):
        op.drop_table(table)
    op.drop_index('ix_schedule_versions_in_force_from', table_name='schedule_versions')
    op.drop_index('ix_schedule_instalments_due_date_contract_no', table_name='schedule_instalments')
    for column in ('kind', 'late_multiplier', 'autopay', 'lease', 'lien', 'total_loss', 'settled_on'):
        op.drop_column('loans', column)
    op.execute('DELETE FROM loans WHERE application_no IS NULL')
    op.alter_column('loans', 'application_no', nullable=False)
