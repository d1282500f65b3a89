"""extensions of a balloon."""

revision = "0011_extension"
down_revision = "0010_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
