"""more states of errands, what a kind keeps of its way, errands beside each other."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008_servicing_kinds"
down_revision = "0007_servicing"
branch_labels = None
depends_on = None

TABLE = "servicing_errands"
PENDING = "'CONFIRMED', 'REVIEWING', 'SIGNING', 'ACCEPTED', 'BOOKED', 'INSPECTED', 'DRAWING'"


def _indexed(one_at_most: str, waiting: str) -> None:
    op.drop_index("uq_servicing_errands_open", TABLE)
    op.drop_index("ix_servicing_errands_waiting", TABLE)
    op.create_index(
        "uq_servicing_errands_open",
        TABLE,
        ["contract_no"],
        unique=True,
        postgresql_where=sa.text(one_at_most),
    )
    op.create_index(
        "ix_servicing_errands_waiting",
        TABLE,
        ["effective_on"],
        unique=False,
        postgresql_where=sa.text(waiting),
    )


def upgrade() -> None:
    jsonb = postgresql.JSONB(astext_type=sa.Text())
    op.add_column(
        TABLE, sa.Column("exclusive", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column(TABLE, sa.Column("details", jsonb, server_default="{}", nullable=False))
    _indexed(f"exclusive AND state IN ({PENDING})", "state IN ('CONFIRMED', 'ACCEPTED')")


def downgrade() -> None:
    _indexed("state IN ('CONFIRMED', 'DRAWING')", "state = 'CONFIRMED'")
    op.drop_column(TABLE, "details")
    op.drop_column(TABLE, "exclusive")
