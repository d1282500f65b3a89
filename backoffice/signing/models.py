"""Cost sheets, contracts, their documents and files, signatures, certificates."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.applications.models import Application
from backoffice.database import Base
from backoffice.parties.models import Party
from backoffice.personal.columns import SealedBytes

At = sa.DateTime(timezone=True)
Hash = sa.String(64)


class KeyHolder(Base):
    """A long-lived certificate of the sandbox authority and its private key, encrypted."""

    __tablename__ = "signing_key_holders"

    name: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    certificate: Mapped[bytes]
    sealed_key: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(At, server_default=sa.func.now())


class IssuedCertificate(Base):
    """A short-lived certificate of a party; its private key was never kept."""

    __tablename__ = "issued_certificates"

    serial: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.String(40), index=True)
    certificate: Mapped[bytes]
    issued_at: Mapped[datetime] = mapped_column(At)
    expires_at: Mapped[datetime] = mapped_column(At)
    revoked_at: Mapped[datetime | None] = mapped_column(At)


class CostSheet(Base):
    """A cost sheet as it was shown; never changed, another one takes its place."""

    __tablename__ = "cost_sheets"
    __table_args__ = (sa.UniqueConstraint("application_no", "version"),)

    text_hash: Mapped[str] = mapped_column(Hash, primary_key=True)
    application_no: Mapped[str] = mapped_column(sa.ForeignKey(Application.application_no))
    version: Mapped[int]
    quote_id: Mapped[str] = mapped_column(sa.String(40))
    facts_hash: Mapped[str] = mapped_column(Hash)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    irr_pct: Mapped[Decimal] = mapped_column(sa.Numeric(6, 2))
    made_at: Mapped[datetime] = mapped_column(At)


class Showing(Base):
    """A party was shown a cost sheet; `clock` is the database's own, which nobody moves."""

    __tablename__ = "cost_sheet_showings"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id), index=True)
    text_hash: Mapped[str] = mapped_column(sa.ForeignKey(CostSheet.text_hash))
    shown_at: Mapped[datetime] = mapped_column(At)
    clock: Mapped[datetime] = mapped_column(At, server_default=sa.func.clock_timestamp())


class Confirmation(Base):
    """A party read a cost sheet to its end, for long enough, and confirmed it."""

    __tablename__ = "cost_sheet_confirmations"
    __table_args__ = (sa.UniqueConstraint("party_id", "text_hash"),)

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id))
    text_hash: Mapped[str] = mapped_column(sa.ForeignKey(CostSheet.text_hash))
    shown_at: Mapped[datetime] = mapped_column(At)
    dwell_ms: Mapped[int]
    measured_ms: Mapped[int]
    scrolled_to_end: Mapped[bool]
    actor: Mapped[str] = mapped_column(sa.String(80))
    level: Mapped[str] = mapped_column(sa.String(2))
    channel: Mapped[str] = mapped_column(sa.String(20))
    confirmed_at: Mapped[datetime] = mapped_column(At)


class Contract(Base):
    """A contract made for an application; voided when other people must sign another one."""

    __tablename__ = "contracts"
    __table_args__ = (
        sa.Index(
            "uq_contracts_in_force",
            "application_no",
            unique=True,
            postgresql_where=sa.text("voided_at IS NULL"),
        ),
    )

    contract_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    application_no: Mapped[str] = mapped_column(sa.ForeignKey(Application.application_no))
    cost_sheet_hash: Mapped[str] = mapped_column(sa.ForeignKey(CostSheet.text_hash))
    fingerprint: Mapped[str] = mapped_column(Hash)
    kind: Mapped[str] = mapped_column(sa.String(20))
    due_day: Mapped[int]
    expected_activation: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(At)
    completed_at: Mapped[datetime | None] = mapped_column(At)
    voided_at: Mapped[datetime | None] = mapped_column(At)


class ContractDocument(Base):
    """A document of a contract; `sha256` is of its text before anybody signed."""

    __tablename__ = "contract_documents"
    __table_args__ = (
        sa.UniqueConstraint("contract_no", "kind", "party_id", postgresql_nulls_not_distinct=True),
    )

    document_id: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Contract.contract_no), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    party_id: Mapped[str | None] = mapped_column(sa.String(40))
    position: Mapped[int]
    title: Mapped[str]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(Hash)
    fields: Mapped[dict[str, str]] = mapped_column(JSONB)  # who signs → name of the field


class ContractFile(Base):
    """A version of a document: each signature adds one that begins with the bytes before it."""

    __tablename__ = "contract_files"

    document_id: Mapped[str] = mapped_column(
        sa.ForeignKey(ContractDocument.document_id), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(Hash, index=True)
    chain: Mapped[str] = mapped_column(Hash)  # over the chain before it and `sha256`
    signed_by: Mapped[str | None] = mapped_column(sa.String(40))
    content: Mapped[bytes] = mapped_column(SealedBytes("contract_files.content"))
    made_at: Mapped[datetime] = mapped_column(At)


class Signature(Base):
    """The evidence of one party's signature under a contract. Never changed."""

    __tablename__ = "signatures"

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Contract.contract_no), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id), primary_key=True)
    actor: Mapped[str] = mapped_column(sa.String(80))
    level: Mapped[str] = mapped_column(sa.String(2))
    channel: Mapped[str] = mapped_column(sa.String(20))
    code_ref: Mapped[str | None] = mapped_column(sa.String(80))
    real_person_ref: Mapped[str | None] = mapped_column(sa.String(60))
    hash_shown: Mapped[str] = mapped_column(Hash)
    certificate_serial: Mapped[str] = mapped_column(sa.String(40))
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    signed_at: Mapped[datetime] = mapped_column(At)


class SealedPaper(Base):
    """A paper beside the contracts that the lender sealed: who holds it can ask whether it is real.

    Nothing of what it says and nobody's name; never changed.
    """

    __tablename__ = "sealed_papers"
    __table_args__ = (sa.Index("ix_sealed_papers_code", "number", "fingerprint"),)

    sha256: Mapped[str] = mapped_column(Hash, primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(40))
    fingerprint: Mapped[str] = mapped_column(Hash)
    kind: Mapped[str] = mapped_column(sa.String(30))
    title: Mapped[str]
    issuer: Mapped[str]
    sealed_at: Mapped[datetime] = mapped_column(At)


class SigningRefusal(Base):
    """A party said no, and why."""

    __tablename__ = "signing_refusals"

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Contract.contract_no), primary_key=True)
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id), primary_key=True)
    actor: Mapped[str] = mapped_column(sa.String(80))
    reason: Mapped[str] = mapped_column(sa.String(200))
    refused_at: Mapped[datetime] = mapped_column(At)
