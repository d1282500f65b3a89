"""papers, their pages, and what the sandbox remembers of the outside."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004_papers'
down_revision = '0003_applications'
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table('papers',
    sa.Column('paper_id', sa.String(length=40), nullable=False),
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('party_id', sa.String(length=40), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('document', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('sides', JSONB, nullable=False),
    sa.Column('code', sa.String(length=40), nullable=True),
    sa.Column('figures', JSONB, nullable=False),
    sa.Column('unsure', JSONB, nullable=False),
    sa.Column('confirmed', JSONB, nullable=False),
    sa.Column('corrected', JSONB, nullable=False),
    sa.Column('review', JSONB, nullable=False),
    sa.Column('reading', sa.LargeBinary(), nullable=True),
    sa.Column('handed_in_at', AT, nullable=False),
    sa.Column('judged_at', AT, nullable=True),
    sa.ForeignKeyConstraint(['application_no'], ['applications.application_no'], name=op.f('fk_papers_application_no')),
    sa.ForeignKeyConstraint(['party_id'], ['parties.party_id'], name=op.f('fk_papers_party_id')),
    sa.PrimaryKeyConstraint('paper_id', name=op.f('pk_papers'))
    )
    op.create_index(op.f('ix_papers_application_no'), 'papers', ['application_no'], unique=False)
    op.create_index(op.f('ix_papers_party_id'), 'papers', ['party_id'], unique=False)
    op.create_table('paper_pages',
    sa.Column('paper_id', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['paper_id'], ['papers.paper_id'], name=op.f('fk_paper_pages_paper_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('paper_id', 'number', name=op.f('pk_paper_pages'))
    )
    # Sealed pages do not get smaller by compressing them.
    op.execute('ALTER TABLE paper_pages ALTER COLUMN sealed SET STORAGE EXTERNAL')
    op.create_table('sandbox_answers',
    sa.Column('port', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=60), nullable=False),
    sa.Column('answer', sa.String(length=20), nullable=False),
    sa.Column('seconds', sa.Float(), nullable=True),
    sa.Column('reason', sa.String(length=60), nullable=True),
    sa.PrimaryKeyConstraint('port', 'subject', name=op.f('pk_sandbox_answers'))
    )
    op.create_table('sandbox_checks',
    sa.Column('check_id', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('id_no', sa.String(length=18), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('expires_at', AT, nullable=False),
    sa.PrimaryKeyConstraint('check_id', name=op.f('pk_sandbox_checks'))
    )
    op.create_table('sandbox_seller_events',
    sa.Column('application_no', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('facts', JSONB, nullable=False),
    sa.Column('at', AT, nullable=False),
    sa.PrimaryKeyConstraint('application_no', 'kind', name=op.f('pk_sandbox_seller_events'))
    )


def downgrade() -> None:
    op.drop_table('sandbox_seller_events')
    op.drop_table('sandbox_checks')
    op.drop_table('sandbox_answers')
    op.drop_table('paper_pages')
    op.drop_index(op.f('ix_papers_party_id'), table_name='papers')
    op.drop_index(op.f('ix_papers_application_no'), table_name='papers')
    op.drop_table('papers')
