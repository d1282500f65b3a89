"""sealed papers on record; those sealed before are entered by what their files say of themselves."""

import pypdfium2
import sqlalchemy as sa
from alembic import op

revision = "0015_sealed_papers"
down_revision = "0014_visits"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
SEALED_BEFORE = (
    "SELECT sha256, content, made_at AS sealed_at FROM servicing_proofs",
    "SELECT sha256, content, made_at AS sealed_at FROM change_documents",
    "SELECT sha256, content, signed_at AS sealed_at FROM lease_renewals",
)
AT_ONCE = 50


def _named(content: bytes) -> dict[str, str]:
    """Number, kind, fingerprint, title and issuer, which every sealed file carries."""
    with pypdfium2.PdfDocument(content) as document:
        told = document.get_metadata_dict()
    words = dict(each.split("=", 1) for each in told["Keywords"].split(", "))
    return {
        "number": words["contract_no"],
        "kind": words["kind"],
        "fingerprint": words["fingerprint"],
        "title": told["Title"].removesuffix(f" {words['contract_no']}"),
        "issuer": told["Author"],
    }


def _enter(papers: sa.Table, query: str) -> None:
    bind = op.get_bind()
    streamed = {"yield_per": AT_ONCE}
    with bind.execute(sa.text(query), execution_options=streamed) as found:
        for part in found.partitions():
            rows = [
                {"sha256": row.sha256, "sealed_at": row.sealed_at, **_named(row.content)}
                for row in part
            ]
            bind.execute(papers.insert(), rows)


def upgrade() -> None:
    papers = op.create_table(
        "sealed_papers",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("sealed_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_sealed_papers")),
    )
    op.create_index("ix_sealed_papers_code", "sealed_papers", ["number", "fingerprint"])
    for query in SEALED_BEFORE:
        _enter(papers, query)
    op.execute(
        "CREATE TRIGGER sealed_papers_are_kept BEFORE UPDATE OR DELETE ON sealed_papers "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("sealed_papers")
