"""cases that a person has to decide; what waits now gets one."""

import sqlalchemy as sa
from alembic import op

revision = "0019_referrals"
down_revision = "0018_care"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
OPEN = sa.text("decided_at IS NULL")
# Of applications that wait now: the newest decision, due one day after it.
WAITING = """
INSERT INTO referrals (application_no, stage, code, family, referred_at, due_by)
SELECT a.application_no, CASE a.state WHEN 'MANUAL_REVIEW' THEN 'credit' ELSE 'papers' END,
    d.reason_code, d.reason_family, d.decided_at, d.decided_at + interval '1 day'
FROM applications a
JOIN LATERAL (
    SELECT * FROM decisions WHERE application_no = a.application_no ORDER BY id DESC LIMIT 1
) d ON d.outcome = 'referred'
WHERE a.state IN ('MANUAL_REVIEW', 'DOCS_CHECKING')
"""


def upgrade() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("application_no", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=True),
        sa.Column("family", sa.String(length=30), nullable=True),
        sa.Column("referred_at", AT, nullable=False),
        sa.Column("due_by", AT, nullable=False),
        sa.Column("decided_at", AT, nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_no"],
            ["applications.application_no"],
            name=op.f("fk_referrals_application_no"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )
    op.create_index(op.f("ix_referrals_application_no"), "referrals", ["application_no"])
    op.create_index("ix_referrals_due", "referrals", ["due_by"], postgresql_where=OPEN)
    op.create_index(
        "uq_referrals_open", "referrals", ["application_no"], unique=True, postgresql_where=OPEN
    )
    op.execute(WAITING)


def downgrade() -> None:
    op.drop_table("referrals")
