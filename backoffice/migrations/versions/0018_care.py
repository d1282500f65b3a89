"""decisions about care and offers, the switch that stops them, moments once each."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018_care"
down_revision = "0017_personal_sealed"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "care_decisions",
        sa.Column("decision_no", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("contract_no", sa.String(length=40), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("situation", sa.String(length=10), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_at", AT, nullable=False),
        sa.Column("rules_version", sa.String(length=10), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("outcomes", JSONB, nullable=False),
        sa.Column("offer_id", sa.String(length=40), nullable=True),
        sa.Column("kept_back", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_care_decisions_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["servicing_offers.offer_id"],
            name=op.f("fk_care_decisions_offer_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("decision_no", name=op.f("pk_care_decisions")),
    )
    op.create_index("ix_care_decisions_customer", "care_decisions", ["customer_id", "decided_on"])
    op.create_index(op.f("ix_care_decisions_offer_id"), "care_decisions", ["offer_id"])
    op.create_table(
        "care_switches",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_care_switches_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_care_switches")),
    )
    op.create_index(
        "uq_reminders_care",
        "reminders",
        ["customer_id", "kind", "contract_no", "about"],
        unique=True,
        postgresql_where=sa.text("occasion = 'care'"),
    )
    op.create_index(op.f("ix_loans_activated_on"), "loans", ["activated_on"])
    op.create_index(op.f("ix_loans_settled_on"), "loans", ["settled_on"])


def downgrade() -> None:
    op.drop_index(op.f("ix_loans_settled_on"), "loans")
    op.drop_index(op.f("ix_loans_activated_on"), "loans")
    op.drop_index("uq_reminders_care", "reminders")
    for table in ("care_switches", "care_decisions"):
        op.drop_table(table)
