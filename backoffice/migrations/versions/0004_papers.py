"""papers."""

revision = '0004_papers'
down_revision = '0003_applications'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
