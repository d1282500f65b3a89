"""contracts and signatures."""

revision = '0005_signing'
down_revision = '0004_papers'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
