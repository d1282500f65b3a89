"""errands on running loans, documents sealed about them, offers that were shown."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007_servicing"
down_revision = "0006_ledger"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "servicing_errands",
        sa.Column("request_no", sa.String(length=40), nullable=False),
        sa.Column("contract_no", sa.String(length=40), nullable=False),
        sa.Column("errand", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("trial_id", sa.String(length=40), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("figures", JSONB, nullable=False),
        sa.Column("opened_at", AT, nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("failure", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_no"], ["loans.contract_no"], name=op.f("fk_servicing_errands_contract_no")
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["loan_trials.trial_id"], name=op.f("fk_servicing_errands_trial_id")
        ),
        sa.PrimaryKeyConstraint("request_no", name=op.f("pk_servicing_errands")),
        sa.UniqueConstraint("trial_id", name=op.f("uq_servicing_errands_trial_id")),
    )
    op.create_index(
        op.f("ix_servicing_errands_contract_no"), "servicing_errands", ["contract_no"], unique=False
    )
    op.create_index(
        "uq_servicing_errands_open",
        "servicing_errands",
        ["contract_no"],
        unique=True,
        postgresql_where=sa.text("state IN ('CONFIRMED', 'DRAWING')"),
    )
    op.create_index(
        "ix_servicing_errands_waiting",
        "servicing_errands",
        ["effective_on"],
        unique=False,
        postgresql_where=sa.text("state = 'CONFIRMED'"),
    )
    op.create_table(
        "servicing_proofs",
        sa.Column("contract_no", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_no"], ["loans.contract_no"], name=op.f("fk_servicing_proofs_contract_no")
        ),
        sa.PrimaryKeyConstraint("contract_no", "kind", name=op.f("pk_servicing_proofs")),
    )
    op.create_table(
        "servicing_offers",
        sa.Column("offer_id", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("contract_no", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why_you", sa.String(), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("valid_until", AT, nullable=False),
        sa.Column("declined_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_no"], ["loans.contract_no"], name=op.f("fk_servicing_offers_contract_no")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_servicing_offers_customer_id")
        ),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_servicing_offers")),
    )
    op.create_index(
        op.f("ix_servicing_offers_customer_id"), "servicing_offers", ["customer_id"], unique=False
    )


def downgrade() -> None:
    for table in ("servicing_offers", "servicing_proofs", "servicing_errands"):
        op.drop_table(table)
