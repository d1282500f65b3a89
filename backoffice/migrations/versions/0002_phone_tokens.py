"""a call-back's phone may be a vault token."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column(
        'callback_requests', 'phone', type_=sa.String(60), existing_type=sa.String(20)
    )


def downgrade() -> None:
    # A token without its vault names nobody: it goes, the request stays.
    op.execute("UPDATE callback_requests SET phone = NULL WHERE length(phone) > 20")
    op.alter_column(
        'callback_requests', 'phone', type_=sa.String(20), existing_type=sa.String(60)
    )
