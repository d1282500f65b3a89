"""what is personal is sealed, with fingerprints where it is looked for; and opened again."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op

from backoffice.personal.sealing import personal_sealer

revision = "0017_personal_sealed"
down_revision = "0016_dealer_services"
branch_labels = None
depends_on = None

AT_ONCE = 500
# Each column with its type before.
TEXTS = {
    "customers": {"phone": "varchar(20)", "name": "varchar"},
    "customer_identities": {"name": "varchar(60)", "id_no": "varchar(18)"},
    "customer_addresses": {"address": "varchar(120)"},
    "parties": {
        "name": "varchar(60)",
        "phone": "varchar(20)",
        "id_no": "varchar(18)",
        "card_no": "varchar(19)",
        "reserved_phone": "varchar(20)",
    },
    "application_fields": {"value": "varchar"},
    "reviews": {"reason": "varchar"},
    "callback_requests": {"phone": "varchar(60)", "summary": "varchar"},
    "deliveries": {"phone": "varchar(20)"},
    "loan_co_signers": {"name": "varchar(60)", "id_no": "varchar(18)", "phone": "varchar(20)"},
    "sandbox_checks": {"name": "varchar(60)", "id_no": "varchar(18)", "phone": "varchar(20)"},
    "changes": {"details": "jsonb"},
    "credit_reports": {"report": "jsonb"},
    "sandbox_dealer_leads": {"facts": "jsonb"},
    "remembered_answers": {"answer": "jsonb"},
}
FILES = ("contract_files", "change_documents", "servicing_proofs", "lease_renewals")
# Fingerprints of a column: its table, the column, what it is called there.
FOUND_BY = {"customers": ("phone", "phone"), "parties": ("id_no", "id_no")}
SUBJECT = "sandbox_subject"
Change = Callable[[Mapping[str, Any]], dict[str, Any]]


def _rewrite(table: str, columns: list[str], written: list[str], change: Change) -> None:
    """Write each row of a table anew; what stands may not change otherwise is let change here."""
    bind = op.get_bind()
    read = sa.text(f"SELECT ctid::text AS at, {', '.join(columns)} FROM {table}")
    sets = ", ".join(f"{name} = :{name}" for name in written)
    write = sa.text(f"UPDATE {table} SET {sets} WHERE ctid = CAST(:at AS tid)")
    op.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    with bind.execute(read, execution_options={"yield_per": AT_ONCE}) as found:
        for part in found.mappings().partitions():
            bind.execute(write, [{"at": row["at"], **change(dict(row))} for row in part])
    op.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _sealed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    sealer = personal_sealer()
    sealed: dict[str, Any] = {}
    for name, before in TEXTS[table].items():
        value = row[name]
        if before == "jsonb" and value is not None:
            told = json.loads(value)
            value = None if told is None else json.dumps(told, ensure_ascii=False)
        sealed[name] = None if value is None else sealer.seal_text(value, f"{table}.{name}")
    if table in FOUND_BY:
        name, kind = FOUND_BY[table]
        value = row[name]
        sealed[f"{name}_index"] = sealer.fingerprint(value, kind) if value else None
    return sealed


def _opened(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    sealer = personal_sealer()
    return {
        name: None if row[name] is None else sealer.open_text(row[name], f"{table}.{name}")
        for name in TEXTS[table]
    }


def _subjects(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"subject": personal_sealer().fingerprint(row["subject"], SUBJECT)}


def _file_sealed(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": personal_sealer().seal(bytes(row["content"]), f"{table}.content")}


def _file_opened(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": personal_sealer().open(bytes(row["content"]), f"{table}.content")}


def upgrade() -> None:
    op.alter_column("changes", "details", server_default=None)
    op.add_column("customers", sa.Column("phone_index", sa.String(length=64), nullable=True))
    op.add_column("parties", sa.Column("id_no_index", sa.String(length=64), nullable=True))
    op.drop_constraint(op.f("uq_customers_phone"), "customers", type_="unique")
    for table, columns in TEXTS.items():
        for name in columns:
            op.execute(f"ALTER TABLE {table} ALTER {name} TYPE text")
        written = [*columns, *([f"{FOUND_BY[table][0]}_index"] if table in FOUND_BY else [])]
        _rewrite(table, [*columns], written, partial(_sealed, table))
    op.alter_column("customers", "phone_index", nullable=False)
    op.create_unique_constraint(op.f("uq_customers_phone_index"), "customers", ["phone_index"])
    op.create_index(op.f("ix_parties_id_no_index"), "parties", ["id_no_index"])
    op.alter_column("sandbox_answers", "subject", type_=sa.String(length=64))
    _rewrite("sandbox_answers", ["subject"], ["subject"], _subjects)
    for table in FILES:
        _rewrite(table, ["content"], ["content"], partial(_file_sealed, table))


def downgrade() -> None:
    for table in FILES:
        _rewrite(table, ["content"], ["content"], partial(_file_opened, table))
    # No fingerprint leads back; what the sandbox was told is told anew.
    op.execute("DELETE FROM sandbox_answers")
    op.alter_column("sandbox_answers", "subject", type_=sa.String(length=60))
    op.drop_index(op.f("ix_parties_id_no_index"), table_name="parties")
    op.drop_column("parties", "id_no_index")
    op.drop_column("customers", "phone_index")
    for table, columns in TEXTS.items():
        _rewrite(table, [*columns], [*columns], partial(_opened, table))
        for name, before in columns.items():
            op.execute(f"ALTER TABLE {table} ALTER {name} TYPE {before} USING {name}::{before}")
    op.create_unique_constraint(op.f("uq_customers_phone"), "customers", ["phone"])
    op.alter_column("changes", "details", server_default="{}")
