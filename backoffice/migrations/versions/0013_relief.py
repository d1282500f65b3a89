"""pauses of collection, policies on file, documents sealed anew when what they say changes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013_relief"
down_revision = "0012_lease_end"
branch_labels = None
depends_on = None

PROOFS = "servicing_proofs"
PROOF_KEY = "pk_servicing_proofs"
AT = sa.DateTime(timezone=True)
JSONB = postgresql.JSONB(astext_type=sa.Text())


def _policies() -> None:
    op.create_table(
        "insurance_policies",
        sa.Column("contract_no", sa.String(length=40), nullable=False),
        sa.Column("policy_no", sa.String(length=40), nullable=False),
        sa.Column("insurer", sa.String(length=60), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("covers", JSONB, server_default="{}", nullable=False),
        sa.Column("paper_id", sa.String(length=40), nullable=True),
        sa.Column("noted_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_no"],
            ["loans.contract_no"],
            name=op.f("fk_insurance_policies_contract_no"),
        ),
        sa.PrimaryKeyConstraint("contract_no", "policy_no", name=op.f("pk_insurance_policies")),
    )
    op.create_index("ix_insurance_policies_valid_to", "insurance_policies", ["valid_to"])


def _owner(rule: str) -> None:
    name = op.f("ck_papers_one_owner")
    op.drop_constraint(name, "papers")
    op.create_check_constraint(name, "papers", rule)


def upgrade() -> None:
    op.add_column("loans", sa.Column("collection_paused_on", sa.Date(), nullable=True))
    op.add_column(PROOFS, sa.Column("fingerprint", sa.String(length=64), nullable=True))
    op.execute(f"UPDATE {PROOFS} SET fingerprint = sha256")
    op.alter_column(PROOFS, "fingerprint", nullable=False)
    op.drop_constraint(op.f(PROOF_KEY), PROOFS)
    op.create_primary_key(op.f(PROOF_KEY), PROOFS, ["contract_no", "kind", "fingerprint"])
    op.create_index(op.f("ix_servicing_proofs_sha256"), PROOFS, ["sha256"])
    _policies()
    op.add_column("papers", sa.Column("contract_no", sa.String(length=40), nullable=True))
    name = op.f("fk_papers_contract_no")
    op.create_foreign_key(name, "papers", "loans", ["contract_no"], ["contract_no"])
    op.create_index(op.f("ix_papers_contract_no"), "papers", ["contract_no"])
    _owner("num_nonnulls(party_id, change_no, contract_no) = 1")


def downgrade() -> None:
    op.execute("DELETE FROM papers WHERE contract_no IS NOT NULL")
    _owner("num_nonnulls(party_id, change_no) = 1")
    op.drop_index(op.f("ix_papers_contract_no"), table_name="papers")
    op.drop_column("papers", "contract_no")
    op.drop_table("insurance_policies")
    op.execute(f"DELETE FROM {PROOFS} WHERE kind <> 'settlement_proof'")
    op.drop_index(op.f("ix_servicing_proofs_sha256"), table_name=PROOFS)
    op.drop_constraint(op.f(PROOF_KEY), PROOFS)
    op.drop_column(PROOFS, "fingerprint")
    op.create_primary_key(op.f(PROOF_KEY), PROOFS, ["contract_no", "kind"])
    op.drop_column("loans", "collection_paused_on")
