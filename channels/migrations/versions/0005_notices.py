"""notices by several ways, and messages that a provider sends once"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0005_notices'
down_revision = '0004_link_phones'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('deliveries', sa.Column('ways', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True))
    op.add_column('outbox', sa.Column('reference', sa.Text(), nullable=True))
    op.create_unique_constraint(op.f('uq_outbox_reference'), 'outbox', ['reference'])


def downgrade() -> None:
    op.drop_constraint(op.f('uq_outbox_reference'), 'outbox')
    op.drop_column('outbox', 'reference')
    op.drop_column('deliveries', 'ways')
