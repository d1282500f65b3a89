"""what became of template messages"""

import sqlalchemy as sa
from alembic import op
revision = '0006_template_results'
down_revision = '0005_notices'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('wechat_templates',
    sa.Column('msg_id', sa.Text(), nullable=False),
    sa.Column('fan_id', sa.Text(), nullable=True),
    sa.Column('delivery_id', sa.Text(), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('settled', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('msg_id', name=op.f('pk_wechat_templates'))
    )
    op.create_index(op.f('ix_wechat_templates_at'), 'wechat_templates', ['at'], unique=False)
    op.create_index('ix_wechat_templates_owed', 'wechat_templates', ['msg_id'], unique=False, postgresql_where=sa.text('NOT settled AND outcome IS NOT NULL AND fan_id IS NOT NULL'))


def downgrade() -> None:
    op.drop_table('wechat_templates')
