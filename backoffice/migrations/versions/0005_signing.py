"""cost sheets, contracts, their files, signatures, certificates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0005_signing'
down_revision = '0004_papers'
branch_labels = None
depends_on = None

# What was shown, confirmed, signed or refused stays as it was written.
KEPT = (
    'contract_files', 'cost_sheet_confirmations', 'cost_sheets', 'signatures', 'signing_refusals',
)


def upgrade() -> None:
    op.create_table('issued_certificates',
    sa.Column('serial', sa.String(length=40), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('certificate', sa.LargeBinary(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('serial', name=op.f('pk_issued_certificates'))
    )
    op.create_index(op.f('ix_issued_certificates_party_id'), 'issued_certificates', ['party_id'], unique=False)
    op.create_table('signing_key_holders',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('certificate', sa.LargeBinary(), nullable=False),
    sa.Column('sealed_key', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_signing_key_holders'))
    )
    op.create_table('cost_sheets',
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('quote_id', sa.String(length=40), nullable=False),
    sa.Column('facts_hash', sa.String(length=64), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('irr_pct', sa.Numeric(precision=6, scale=2), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_cost_sheets_application_no')),
    sa.PrimaryKeyConstraint('text_hash', name=op.f('pk_cost_sheets')),
    sa.UniqueConstraint('application_no', 'version', name=op.f('uq_cost_sheets_application_no_version'))
    )
    op.create_table('contracts',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('cost_sheet_hash', sa.String(length=64), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('due_day', sa.Integer(), nullable=False),
    sa.Column('expected_activation', sa.Date(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_contracts_application_no')),
    sa.ForeignKeyConstraint(['cost_sheet_hash'], ['cost_sheets.text_hash'], name=op.f('fk_contracts_cost_sheet_hash')),
    sa.PrimaryKeyConstraint('contract_no', name=op.f('pk_contracts'))
    )
    op.create_index('uq_contracts_in_force', 'contracts', ['application_no'], unique=True, postgresql_where=sa.text('voided_at IS NULL'))
    op.create_table('cost_sheet_confirmations',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('dwell_ms', sa.Integer(), nullable=False),
    sa.Column('measured_ms', sa.Integer(), nullable=False),
    sa.Column('scrolled_to_end', sa.Boolean(), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('level', sa.String(length=2), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_cost_sheet_confirmations_party_id')),
    sa.ForeignKeyConstraint(['text_hash'], ['cost_sheets.text_hash'], name=op.f('fk_cost_sheet_confirmations_text_hash')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cost_sheet_confirmations')),
    sa.UniqueConstraint('party_id', 'text_hash', name=op.f('uq_cost_sheet_confirmations_party_id_text_hash'))
    )
    op.create_table('cost_sheet_showings',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clock', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_cost_sheet_showings_party_id')),
    sa.ForeignKeyConstraint(['text_hash'], ['cost_sheets.text_hash'], name=op.f('fk_cost_sheet_showings_text_hash')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cost_sheet_showings'))
    )
    op.create_index(op.f('ix_cost_sheet_showings_party_id'), 'cost_sheet_showings', ['party_id'], unique=False)
    op.create_table('contract_documents',
    sa.Column('document_id', sa.String(length=80), nullable=False),
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('fields', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['contract_no'], ['contracts.contract_no'], name=op.f('fk_contract_documents_contract_no')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_contract_documents')),
    sa.UniqueConstraint('contract_no', 'kind', 'party_id', name=op.f('uq_contract_documents_contract_no_kind_party_id'), postgresql_nulls_not_distinct=True)
    )
    op.create_index(op.f('ix_contract_documents_contract_no'), 'contract_documents', ['contract_no'], unique=False)
    op.create_table('signatures',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('level', sa.String(length=2), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('code_ref', sa.String(length=80), nullable=True),
    sa.Column('real_person_ref', sa.String(length=60), nullable=True),
    sa.Column('hash_shown', sa.String(length=64), nullable=False),
    sa.Column('certificate_serial', sa.String(length=40), nullable=False),
    sa.Column('documents', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contract_no'], ['contracts.contract_no'], name=op.f('fk_signatures_contract_no')),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_signatures_party_id')),
    sa.PrimaryKeyConstraint('contract_no', 'party_id', name=op.f('pk_signatures'))
    )
    op.create_table('signing_refusals',
    sa.Column('contract_no', sa.String(length=40), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contract_no'], ['contracts.contract_no'], name=op.f('fk_signing_refusals_contract_no')),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_signing_refusals_party_id')),
    sa.PrimaryKeyConstraint('contract_no', 'party_id', name=op.f('pk_signing_refusals'))
    )
    op.create_table('contract_files',
    sa.Column('document_id', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('chain', sa.String(length=64), nullable=False),
    sa.Column('signed_by', sa.String(length=40), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['contract_documents.document_id'], name=op.f('fk_contract_files_document_id')),
    sa.PrimaryKeyConstraint('document_id', 'version', name=op.f('pk_contract_files'))
    )
    op.create_index(op.f('ix_contract_files_sha256'), 'contract_files', ['sha256'], unique=False)
    for table in KEPT:
        op.execute(
            f'CREATE TRIGGER {table}_are_kept BEFORE UPDATE OR DELETE ON {table} '
            'FOR EACH ROW EXECUTE FUNCTION refuse_change()'
        )


def downgrade() -> None:
    op.drop_table('contract_files')
    op.drop_table('signing_refusals')
    op.drop_table('signatures')
    op.drop_table('contract_documents')
    op.drop_table('cost_sheet_showings')
    op.drop_table('cost_sheet_confirmations')
    op.drop_table('contracts')
    op.drop_table('cost_sheets')
    op.drop_table('signing_key_holders')
    op.drop_table('issued_certificates')
