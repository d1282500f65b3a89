"""What a showroom does for customers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016_dealer_services"
down_revision = "0015_sealed_papers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    everywhere = sa.text("""'["showroom", "test_drive", "inspection"]'""")
    op.add_column(
        "dealers",
        sa.Column("services", postgresql.JSONB(), server_default=everywhere, nullable=False),
    )


def downgrade() -> None:
    op.drop_column("dealers", "services")
