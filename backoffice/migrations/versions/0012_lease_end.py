"""the end of a lease: inspections, what dealers were told, signed renewals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012_lease_end"
down_revision = "0011_extension"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
NUMBER = sa.String(length=40)


def _bookings() -> None:
    op.create_table(
        "inspection_bookings",
        sa.Column("request_no", NUMBER, nullable=False),
        sa.Column("dealer_id", NUMBER, nullable=False),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["request_no"],
            ["servicing_errands.request_no"],
            name=op.f("fk_inspection_bookings_request_no"),
        ),
        sa.ForeignKeyConstraint(
            ["dealer_id"], ["dealers.dealer_id"], name=op.f("fk_inspection_bookings_dealer_id")
        ),
        sa.PrimaryKeyConstraint("request_no", name=op.f("pk_inspection_bookings")),
        sa.UniqueConstraint("dealer_id", "starts_at", "place", name="uq_inspection_bookings_place"),
    )


def _dealer_orders() -> None:
    op.create_table(
        "sandbox_dealer_orders",
        sa.Column("order_no", NUMBER, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dealer_id", NUMBER, nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("order_no", "sequence", name=op.f("pk_sandbox_dealer_orders")),
    )
    op.create_index(
        op.f("ix_sandbox_dealer_orders_dealer_id"), "sandbox_dealer_orders", ["dealer_id"]
    )


def _renewals() -> None:
    op.create_table(
        "lease_renewals",
        sa.Column("contract_no", NUMBER, nullable=False),
        sa.Column("request_no", NUMBER, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("certificate_serial", sa.String(length=60), nullable=False),
        sa.Column("signed_by", sa.String(length=100), nullable=False),
        sa.Column("signed_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_no"], ["loans.contract_no"], name=op.f("fk_lease_renewals_contract_no")
        ),
        sa.ForeignKeyConstraint(
            ["request_no"],
            ["servicing_errands.request_no"],
            name=op.f("fk_lease_renewals_request_no"),
        ),
        sa.PrimaryKeyConstraint("contract_no", name=op.f("pk_lease_renewals")),
        sa.UniqueConstraint("request_no", name=op.f("uq_lease_renewals_request_no")),
    )


def upgrade() -> None:
    _bookings()
    _dealer_orders()
    _renewals()


def downgrade() -> None:
    op.drop_table("lease_renewals")
    op.drop_table("sandbox_dealer_orders")
    op.drop_table("inspection_bookings")
