"""reminders, what was sent and what a customer chose."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010_reminders"
down_revision = "0009_changes"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
ONE_RECIPIENT = "num_nonnulls(customer_id, phone) = 1"


def _choices() -> None:
    op.create_table(
        "reminder_choices",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("lead_days", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=True),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_to", sa.Time(), nullable=False),
        sa.Column("changed_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_reminder_choices_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_reminder_choices")),
    )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contract_no", sa.String(length=40), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=False),
        sa.Column("about", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="planned", nullable=False),
        sa.Column("why", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint(
            "customer_id", "day", "kind", "step", "contract_no", name=op.f("pk_reminders")
        ),
    )
    op.create_table(
        "reminder_messages",
        sa.Column("message_id", sa.String(length=80), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=10), server_default="planned", nullable=False),
        sa.Column("said_at", AT, nullable=True),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_reminder_messages")),
        sa.UniqueConstraint(
            "customer_id",
            "day",
            "occasion",
            name=op.f("uq_reminder_messages_customer_id_day_occasion"),
        ),
    )
    op.create_index(
        "ix_reminder_messages_waiting",
        "reminder_messages",
        ["at"],
        postgresql_where=sa.text("state = 'planned'"),
    )


def _dates() -> None:
    op.create_table(
        "reminder_dates",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("contract_no", sa.String(length=40), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_reminder_dates_customer_id")
        ),
        sa.PrimaryKeyConstraint(
            "customer_id", "kind", "contract_no", name=op.f("pk_reminder_dates")
        ),
    )
    op.create_index(op.f("ix_reminder_dates_ends_on"), "reminder_dates", ["ends_on"])


def upgrade() -> None:
    _choices()
    _reminders()
    _dates()
    op.create_index(
        "ix_schedule_instalments_balloon",
        "schedule_instalments",
        ["due_date"],
        postgresql_where=sa.text("balloon > 0"),
    )
    op.add_column(
        "deliveries", sa.Column("ways", postgresql.ARRAY(sa.String(length=10)), nullable=True)
    )
    op.add_column("deliveries", sa.Column("title", sa.String(), nullable=True))
    op.add_column("deliveries", sa.Column("short", sa.String(), nullable=True))
    op.add_column("deliveries", sa.Column("actions", JSONB, nullable=True))
    op.add_column("deliveries", sa.Column("receipts", JSONB, nullable=True))
    name = op.f("ck_deliveries_one_recipient")
    op.drop_constraint(name, "deliveries")
    op.create_check_constraint(name, "deliveries", f"{ONE_RECIPIENT} OR channel = 'notice'")


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE channel = 'notice'")
    name = op.f("ck_deliveries_one_recipient")
    op.drop_constraint(name, "deliveries")
    op.create_check_constraint(name, "deliveries", ONE_RECIPIENT)
    for column in ("receipts", "actions", "short", "title", "ways"):
        op.drop_column("deliveries", column)
    op.drop_index("ix_schedule_instalments_balloon", table_name="schedule_instalments")
    for table in ("reminder_dates", "reminder_messages", "reminders", "reminder_choices"):
        op.drop_table(table)
