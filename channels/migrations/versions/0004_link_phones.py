"""whose phone a signing link was sent to"""

import sqlalchemy as sa
from alembic import op
revision = '0004_link_phones'
down_revision = '0003_wechat'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('link_phones',
    sa.Column('link_digest', sa.LargeBinary(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('link_digest', name=op.f('pk_link_phones'))
    )


def downgrade() -> None:
    op.drop_table('link_phones')
