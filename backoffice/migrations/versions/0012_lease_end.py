"""the end of a lease: inspections."""

revision = "0012_lease_end"
down_revision = "0011_extension"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
