"""visits to dealers, leads, what the sandbox's dealer system was told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014_visits"
down_revision = "0013_relief"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("visit_no", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("dealer_id", sa.String(length=40), nullable=False),
        sa.Column("vehicle_key", sa.String(length=40), nullable=True),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("past", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lead_no", sa.String(length=40), nullable=True),
        sa.Column("booked_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_visits_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["dealer_id"], ["dealers.dealer_id"], name=op.f("fk_visits_dealer_id")
        ),
        sa.PrimaryKeyConstraint("visit_no", name=op.f("pk_visits")),
        sa.UniqueConstraint("dealer_id", "starts_at", "place", name="uq_visits_place"),
    )
    op.create_index(op.f("ix_visits_customer_id"), "visits", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visits_starts_at"), "visits", ["starts_at"], unique=False)
    op.create_index(
        "uq_visits_standing",
        "visits",
        ["customer_id", "kind"],
        unique=True,
        postgresql_where=sa.text("place IS NOT NULL AND NOT past"),
    )
    op.create_table(
        "leads",
        sa.Column("lead_no", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("consent_id", sa.BigInteger(), nullable=False),
        sa.Column("dealer_id", sa.String(length=40), nullable=False),
        sa.Column("intent", sa.String(length=20), nullable=False),
        sa.Column("vehicle_key", sa.String(length=40), nullable=True),
        sa.Column("timeframe", sa.String(length=40), nullable=True),
        sa.Column("equity_est", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("plan_id", sa.String(length=40), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("delivery", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("first_contact_by", AT, nullable=False),
        sa.Column("delivered_at", AT, nullable=True),
        sa.Column("withdrawn_at", AT, nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_leads_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["dealer_id"], ["dealers.dealer_id"], name=op.f("fk_leads_dealer_id")
        ),
        sa.PrimaryKeyConstraint("lead_no", name=op.f("pk_leads")),
    )
    op.create_index(op.f("ix_leads_customer_id"), "leads", ["customer_id"], unique=False)
    op.create_table(
        "sandbox_dealer_leads",
        sa.Column("lead_no", sa.String(length=40), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("dealer_id", sa.String(length=40), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("times", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("lead_no", "act", name=op.f("pk_sandbox_dealer_leads")),
    )
    op.create_index(
        op.f("ix_sandbox_dealer_leads_dealer_id"),
        "sandbox_dealer_leads",
        ["dealer_id"],
        unique=False,
    )


def downgrade() -> None:
    for table in ("sandbox_dealer_leads", "leads", "visits"):
        op.drop_table(table)
