"""hardship, total loss, insurance, title books."""

revision = "0013_relief"
down_revision = "0012_lease_end"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
