"""changes of a customer's data."""

revision = "0009_changes"
down_revision = "0008_servicing_kinds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
