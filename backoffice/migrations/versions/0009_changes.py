"""changes of a customer's data; papers and face checks may belong to one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009_changes"
down_revision = "0008_servicing_kinds"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
JSONB = postgresql.JSONB(astext_type=sa.Text())
OPEN = "state IN ('OPEN', 'CHECKING', 'WAITING')"
OWNED = ("papers", "real_person_checks")
ONE_OWNER = "num_nonnulls(party_id, change_no) = 1"


def _customer(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_customer_id")
    return sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=name)


def _known() -> None:
    """What is known of customers beside their contracts."""
    op.add_column("customers", sa.Column("l3_held_until", AT, nullable=True))
    op.create_table(
        "customer_identities",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("id_no", sa.String(length=18), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("long_term", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("request_no", sa.String(length=40), nullable=True),
        sa.Column("noted_at", AT, server_default=sa.func.now(), nullable=False),
        _customer("customer_identities"),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_identities")),
    )
    op.create_table(
        "customer_addresses",
        sa.Column("request_no", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("city", sa.String(length=20), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        _customer("customer_addresses"),
        sa.PrimaryKeyConstraint("request_no", name=op.f("pk_customer_addresses")),
    )
    op.create_index(
        op.f("ix_customer_addresses_customer_id"), "customer_addresses", ["customer_id"]
    )
    op.create_table(
        "customer_card_tries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("tail", sa.String(length=4), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("tried_at", AT, nullable=False),
        _customer("customer_card_tries"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_card_tries")),
    )
    op.create_index(
        op.f("ix_customer_card_tries_customer_id"), "customer_card_tries", ["customer_id"]
    )


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("request_no", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("contract_no", sa.String(length=40), nullable=True),
        sa.Column("trial_id", sa.String(length=40), nullable=True),
        sa.Column("details", JSONB, server_default="{}", nullable=False),
        sa.Column("figures", JSONB, server_default="{}", nullable=False),
        sa.Column("review", JSONB, server_default="[]", nullable=False),
        sa.Column("failure", sa.String(length=30), nullable=True),
        sa.Column("face_method", sa.String(length=10), nullable=True),
        sa.Column("face_at", AT, nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("opened_at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        _customer("changes"),
        sa.ForeignKeyConstraint(
            ["contract_no"], ["loans.contract_no"], name=op.f("fk_changes_contract_no")
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["loan_trials.trial_id"], name=op.f("fk_changes_trial_id")
        ),
        sa.PrimaryKeyConstraint("request_no", name=op.f("pk_changes")),
        sa.UniqueConstraint("trial_id", name=op.f("uq_changes_trial_id")),
    )
    op.create_index(op.f("ix_changes_customer_id"), "changes", ["customer_id"])
    op.create_index(
        "uq_changes_open",
        "changes",
        ["customer_id", "kind"],
        unique=True,
        postgresql_where=sa.text(OPEN),
    )
    op.create_index(
        "ix_changes_due",
        "changes",
        ["effective_on"],
        unique=False,
        postgresql_where=sa.text("state = 'WAITING'"),
    )
    op.create_table(
        "change_documents",
        sa.Column("request_no", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("evidence", JSONB, server_default="{}", nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["request_no"], ["changes.request_no"], name=op.f("fk_change_documents_request_no")
        ),
        sa.PrimaryKeyConstraint("request_no", "kind", name=op.f("pk_change_documents")),
    )


def upgrade() -> None:
    _known()
    _changes()
    op.alter_column("papers", "application_no", nullable=True)
    for table in OWNED:
        op.alter_column(table, "party_id", nullable=True)
        op.add_column(table, sa.Column("change_no", sa.String(length=40), nullable=True))
        name = op.f(f"fk_{table}_change_no")
        op.create_foreign_key(name, table, "changes", ["change_no"], ["request_no"])
        op.create_index(op.f(f"ix_{table}_change_no"), table, ["change_no"])
        op.create_check_constraint(op.f(f"ck_{table}_one_owner"), table, ONE_OWNER)


def downgrade() -> None:
    for table in OWNED:
        op.execute(f"DELETE FROM {table} WHERE change_no IS NOT NULL")
        op.drop_constraint(op.f(f"ck_{table}_one_owner"), table)
        op.drop_index(op.f(f"ix_{table}_change_no"), table)
        op.drop_column(table, "change_no")
        op.alter_column(table, "party_id", nullable=False)
    op.alter_column("papers", "application_no", nullable=False)
    for table in ("change_documents", "changes", "customer_card_tries"):
        op.drop_table(table)
    op.drop_table("customer_addresses")
    op.drop_table("customer_identities")
    op.drop_column("customers", "l3_held_until")
