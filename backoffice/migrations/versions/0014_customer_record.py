"""what is known of a customer."""

revision = "0014_customer_record"
down_revision = "0013_relief"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
