"""as which kind of customer a quote was asked for; earlier quotes do not say."""

import sqlalchemy as sa
from alembic import op

revision = "0020_asked_as"
down_revision = "0019_referrals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quotes", sa.Column("customer_type", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column("quotes", "customer_type")
