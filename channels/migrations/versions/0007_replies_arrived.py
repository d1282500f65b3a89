"""passive replies of which WeChat left before they were given"""

import sqlalchemy as sa
from alembic import op
revision = '0007_replies_arrived'
down_revision = '0006_template_results'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('wechat_received', sa.Column('openid_digest', sa.LargeBinary(), nullable=True))
    op.add_column('wechat_received', sa.Column('untaken_since', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_wechat_received_untaken', 'wechat_received', ['untaken_since'], unique=False, postgresql_where=sa.text('untaken_since IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('ix_wechat_received_untaken', table_name='wechat_received')
    op.drop_column('wechat_received', 'untaken_since')
    op.drop_column('wechat_received', 'openid_digest')
