"""reminders, what was sent and what a customer chose."""

revision = "0010_reminders"
down_revision = "0009_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
