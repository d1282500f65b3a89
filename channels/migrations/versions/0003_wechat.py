"""the WeChat channel: fans, messages once, ways into pages, bindings"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0003_wechat'
down_revision = '0002'
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column('sessions', sa.Column('channel', sa.Text(), server_default='web', nullable=False))
    op.create_table('wechat_fans',
    sa.Column('fan_id', sa.Text(), nullable=False),
    sa.Column('openid_digest', sa.LargeBinary(), nullable=False),
    sa.Column('openid_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('customer_id', sa.Text(), nullable=True),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('bound_at', INSTANT, nullable=True),
    sa.Column('subscribed', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('told_conversation', sa.Text(), nullable=False),
    sa.Column('told_seq', sa.Integer(), server_default='0', nullable=False),
    sa.Column('buttons', postgresql.JSONB(astext_type=sa.Text()), server_default='[]', nullable=False),
    sa.Column('heard_at', INSTANT, nullable=True),
    sa.Column('closed_until', INSTANT, nullable=True),
    sa.Column('leased_by', sa.Text(), nullable=True),
    sa.Column('leased_until', INSTANT, nullable=True),
    sa.Column('created_at', INSTANT, server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('fan_id', name=op.f('pk_wechat_fans')),
    sa.UniqueConstraint('openid_digest', name=op.f('uq_wechat_fans_openid_digest')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_wechat_fans_token_hash'))
    )
    op.create_index(op.f('ix_wechat_fans_customer_id'), 'wechat_fans', ['customer_id'], unique=False)
    op.create_index(op.f('ix_wechat_fans_told_conversation'), 'wechat_fans', ['told_conversation'], unique=False)
    op.create_table('wechat_received',
    sa.Column('key_digest', sa.LargeBinary(), nullable=False),
    sa.Column('done', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('reply', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('at', INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('key_digest', name=op.f('pk_wechat_received'))
    )
    op.create_index(op.f('ix_wechat_received_at'), 'wechat_received', ['at'], unique=False)
    op.create_table('wechat_nonces',
    sa.Column('address_digest', sa.LargeBinary(), nullable=False),
    sa.Column('body_digest', sa.LargeBinary(), nullable=False),
    sa.Column('at', INSTANT, nullable=False),
    sa.PrimaryKeyConstraint('address_digest', name=op.f('pk_wechat_nonces'))
    )
    op.create_index(op.f('ix_wechat_nonces_at'), 'wechat_nonces', ['at'], unique=False)
    op.create_table('wechat_tokens',
    sa.Column('app_id', sa.Text(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('expires_at', INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('app_id', name=op.f('pk_wechat_tokens'))
    )
    op.create_table('wechat_entries',
    sa.Column('state_digest', sa.LargeBinary(), nullable=False),
    sa.Column('browser_digest', sa.LargeBinary(), nullable=False),
    sa.Column('to_path', sa.Text(), nullable=False),
    sa.Column('expires_at', INSTANT, nullable=False),
    sa.Column('used_at', INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('state_digest', name=op.f('pk_wechat_entries'))
    )
    op.create_table('wechat_exchanges',
    sa.Column('code_digest', sa.LargeBinary(), nullable=False),
    sa.Column('fan_id', sa.Text(), nullable=False),
    sa.Column('expires_at', INSTANT, nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('code_digest', name=op.f('pk_wechat_exchanges'))
    )
    op.create_index(op.f('ix_wechat_exchanges_fan_id'), 'wechat_exchanges', ['fan_id'], unique=False)
    op.create_index(op.f('ix_wechat_exchanges_token_hash'), 'wechat_exchanges', ['token_hash'], unique=False)
    op.create_table('wechat_tickets',
    sa.Column('scene_digest', sa.LargeBinary(), nullable=False),
    sa.Column('customer_id', sa.Text(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('expires_at', INSTANT, nullable=False),
    sa.Column('used_at', INSTANT, nullable=True),
    sa.PrimaryKeyConstraint('scene_digest', name=op.f('pk_wechat_tickets'))
    )


def downgrade() -> None:
    for table in ('wechat_tickets', 'wechat_exchanges', 'wechat_entries', 'wechat_tokens', 'wechat_nonces', 'wechat_received', 'wechat_fans'):
        op.drop_table(table)
    op.drop_column('sessions', 'channel')
