"""Cost sheets, signing and verification over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant, Percent

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
DocumentKind = Literal["contract", "cost_sheet", "schedule", "authorisation", "guarantee"]
RecordState = Literal["open", "complete", "void", "sealed"]
Role = Literal["borrower", "co_borrower", "guarantor"]
SignatureStatus = Literal["todo", "pending", "signed", "refused", "expired"]
Text = r"^[^\x00]*$"


class SheetLine(BaseModel):
    """A fact of a block."""

    label: str
    value: str


class SheetItem(BaseModel):
    """A charge: who takes it, on what basis, how much, when."""

    item: str
    collector: str
    basis: str
    amount: str
    when: str
    annualised: str | None = None


class SheetBlock(BaseModel):
    """A part of the sheet."""

    title: str
    lines: list[SheetLine] = []
    items: list[SheetItem] = []
    notes: list[str] = []


class Sheet(BaseModel):
    """The cost sheet as it is shown."""

    title: str
    made_on: str
    irr_pct: Percent
    statement: str
    blocks: list[SheetBlock]


class CostSheetAnswer(BaseModel):
    """A sheet, what names it, and since when it is being read."""

    sheet: Sheet
    text_hash: Sha256
    version: str
    min_seconds: int
    irr_pct: Percent
    shown_at: Instant
    confirmed_at: Instant | None


class ConfirmCostSheet(BaseModel):
    """A sheet was read to its end and is confirmed."""

    text_hash: Sha256
    shown_at: Instant | None = None
    dwell_ms: Annotated[int, Field(ge=0, le=86_400_000)]
    scrolled_to_end: bool


class CostSheetConfirmed(BaseModel):
    """Since when a sheet is confirmed, and how the application stands now."""

    text_hash: Sha256
    irr_pct: Percent
    confirmed_at: Instant
    state: str


class DocumentToSign(BaseModel):
    """A document; `sha256` is of its text before anybody signed and stays."""

    kind: DocumentKind
    title: str
    sha256: Sha256
    pages: int
    url_path: str


class SigningParty(BaseModel):
    """Who signs, and whether he did."""

    role: Role
    name_masked: str | None
    status: SignatureStatus
    signed_at: Instant | None


class SigningAnswer(BaseModel):
    """All that somebody needs to sign; `blocked_by` says what has to be done before."""

    contract_no: str
    documents: list[DocumentToSign]
    may_sign: bool
    cost_confirmed: bool
    blocked_by: list[str]
    parties: list[SigningParty]
    signing_text: str
    hash: Sha256


class SignContract(BaseModel):
    """Yes to the texts that `hash` stands for; `code_ref`: by which code it was proved."""

    hash: Sha256
    agreed: Literal[True]
    code_ref: Annotated[str | None, Field(max_length=80, pattern=r"^[\x21-\x7e]+$")] = None


class SignedAnswer(BaseModel):
    """When it was signed, and who else did."""

    signed_at: Instant
    parties: list[SigningParty]


class RefuseSigning(BaseModel):
    """No, and why."""

    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=Text)]


class RefusedAnswer(BaseModel):
    """The refusal is kept; how the application stands now."""

    refused_at: Instant
    state: str


class PublicSignature(BaseModel):
    """A signature as anybody with the document may know it."""

    role: Role
    name_masked: str | None
    signed_at: Instant


class ContractAnswer(BaseModel):
    """What the code on a document leads to; `sealed`: one that the issuer alone vouches for."""

    contract_no: str
    fingerprint: Sha256
    kind: str
    title: str
    issuer: str
    sealed_at: Instant | None
    state: RecordState
    signatures: list[PublicSignature]


class FoundSignature(BaseModel):
    """A signature found in a file."""

    signer: str | None
    signed_at: Instant | None
    serial: str | None
    intact: bool
    trusted: bool


class VerifyAnswer(BaseModel):
    """Whether a file is exactly what was signed; `on_record`: it is one that was handed out."""

    intact: bool
    on_record: bool
    contract_no: str | None
    kind: str | None
    title: str | None
    issuer: str | None
    sealed_at: Instant | None
    state: RecordState | None
    signatures: list[FoundSignature]


class AuthorityAnswer(BaseModel):
    """Certificates (root first) and lists of revoked ones to check signatures with, base64 DER."""

    certificates: list[str]
    revocation_lists: list[str]
