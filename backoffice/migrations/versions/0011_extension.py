"""extensions of a balloon: applications of another purpose, who signed older contracts."""

import sqlalchemy as sa
from alembic import op

revision = "0011_extension"
down_revision = "0010_reminders"
branch_labels = None
depends_on = None

OPEN = "state NOT IN ('DECLINED', 'ACTIVATED', 'DELIVERED', 'CANCELLED', 'EXPIRED')"
NUMBER = sa.String(length=40)


def _one_open(rule: str) -> None:
    op.drop_index("uq_applications_open", "applications")
    op.create_index(
        "uq_applications_open",
        "applications",
        ["customer_id"],
        unique=True,
        postgresql_where=sa.text(rule),
    )


def _co_signers() -> None:
    op.create_table(
        "loan_co_signers",
        sa.Column("contract_no", NUMBER, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("id_no", sa.String(length=18), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("income_monthly", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_no"], ["loans.contract_no"], name=op.f("fk_loan_co_signers_contract_no")
        ),
        sa.PrimaryKeyConstraint("contract_no", "position", name=op.f("pk_loan_co_signers")),
    )


def _cases() -> None:
    op.create_table(
        "extension_cases",
        sa.Column("application_no", NUMBER, nullable=False),
        sa.Column("request_no", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_no"],
            ["applications.application_no"],
            name=op.f("fk_extension_cases_application_no"),
        ),
        sa.ForeignKeyConstraint(
            ["request_no"],
            ["servicing_errands.request_no"],
            name=op.f("fk_extension_cases_request_no"),
        ),
        sa.PrimaryKeyConstraint("application_no", name=op.f("pk_extension_cases")),
        sa.UniqueConstraint("request_no", name=op.f("uq_extension_cases_request_no")),
    )


def upgrade() -> None:
    op.add_column(
        "applications",
        sa.Column("purpose", sa.String(length=20), server_default="loan", nullable=False),
    )
    op.add_column(
        "parties", sa.Column("carried", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    _one_open(f"purpose = 'loan' AND {OPEN}")
    _co_signers()
    _cases()


def downgrade() -> None:
    op.drop_table("extension_cases")
    op.drop_table("loan_co_signers")
    _one_open(OPEN)
    op.drop_column("parties", "carried")
    op.drop_column("applications", "purpose")
