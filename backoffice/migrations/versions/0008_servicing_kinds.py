"""more states of errands."""

revision = "0008_servicing_kinds"
down_revision = "0007_servicing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
