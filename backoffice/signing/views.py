"""Contracts as they are shown: what to sign, what the code on a document leads to, verdicts."""

from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find
from backoffice.applications.models import Application
from backoffice.customers.endpoints import mask_name
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.parties.views import instant
from backoffice.refusals import Refusal
from backoffice.signing.acts import WORDS, hash_for, open_contract, signature_of
from backoffice.signing.blocking import blocked_by
from backoffice.signing.contracts import documents_of, find_contract, readable_by, signers_of
from backoffice.signing.deal import LEASES
from backoffice.signing.models import Contract, ContractDocument, ContractFile, Signature
from backoffice.signing.ports import authority_of
from backoffice.signing.schemas import (
    ContractAnswer,
    DocumentToSign,
    FoundSignature,
    PublicSignature,
    SigningAnswer,
    SigningParty,
    VerifyAnswer,
)
from backoffice.signing.sheets import confirmed_at
from backoffice.signing.verification import examine

State = Literal["open", "complete", "void"]
# So many signs of the fingerprint show that somebody has the document before him.
FINGERPRINT_SIGNS = 16


def signing_parties(session: Session, contract: Contract) -> list[SigningParty]:
    """Who signs, and whether he did."""
    shown = []
    for party in signers_of(session, contract):
        signature = signature_of(session, contract.contract_no, party.party_id)
        shown.append(
            SigningParty.model_validate(
                {
                    "role": party.role,
                    "name_masked": mask_name(party.name),
                    "status": "signed" if signature else party.signature,
                    "signed_at": instant(signature.signed_at) if signature else None,
                }
            )
        )
    return shown


def _text(contract: Contract, party: Party) -> str:
    name = "signing_text_guarantor" if party.role == "guarantor" else "signing_text"
    own = f"{name}_{contract.kind}"
    if party.role != "guarantor" and contract.kind in LEASES.values():
        own = "signing_text_lease"
    return WORDS.say(own if WORDS.has(own) else name)


def signing_answer(session: Session, party: Party) -> SigningAnswer:
    """All that a party needs to sign; raises `Refusal` (CONTRACT_UNKNOWN)."""
    contract = open_contract(session, party)
    documents = documents_of(session, contract.contract_no)
    signed = signature_of(session, contract.contract_no, party.party_id) is not None
    reasons = [] if signed else blocked_by(session, contract, party)
    base = f"/contracts/{contract.contract_no}/documents"
    return SigningAnswer(
        contract_no=contract.contract_no,
        documents=[
            DocumentToSign.model_validate(
                {
                    "kind": document.kind,
                    "title": document.title,
                    "sha256": document.sha256,
                    "pages": document.pages,
                    "url_path": f"{base}/{document.kind}.pdf",
                }
            )
            for document in readable_by(documents, party)
        ],
        may_sign=not signed and not reasons,
        cost_confirmed=confirmed_at(session, party.party_id, contract.cost_sheet_hash) is not None,
        blocked_by=reasons,
        parties=signing_parties(session, contract),
        signing_text=_text(contract, party),
        hash=hash_for(documents, party),
    )


def _state(contract: Contract, application: Application) -> State:
    if contract.voided_at is not None or application.state in ("CANCELLED", "EXPIRED"):
        return "void"
    return "complete" if contract.completed_at is not None else "open"


def contract_answer(session: Session, contract_no: str, fingerprint: str) -> ContractAnswer:
    """What the code on a document leads to.

    Raises `Refusal` (CONTRACT_UNKNOWN), also when the fingerprint is another document's.
    """
    contract = find_contract(session, contract_no)
    known = contract.fingerprint
    if len(fingerprint) < FINGERPRINT_SIGNS or not known.startswith(fingerprint):
        raise Refusal("CONTRACT_UNKNOWN")
    rows = session.execute(
        sa.select(Signature, Party)
        .join(Party, Party.party_id == Signature.party_id)
        .where(Signature.contract_no == contract_no)
        .order_by(Signature.signed_at, Party.sequence)
    )
    return ContractAnswer(
        contract_no=contract_no,
        fingerprint=known,
        state=_state(contract, find(session, contract.application_no)),
        signatures=[
            PublicSignature.model_validate(
                {
                    "role": party.role,
                    "name_masked": mask_name(party.name),
                    "signed_at": instant(signature.signed_at),
                }
            )
            for signature, party in rows
        ],
    )


def _on_record(session: Session, sha256: str) -> tuple[ContractFile, ContractDocument] | None:
    row = session.execute(
        sa.select(ContractFile, ContractDocument)
        .join(ContractDocument, ContractDocument.document_id == ContractFile.document_id)
        .where(ContractFile.sha256 == sha256)
        .limit(1)
    ).first()
    return None if row is None else (row[0], row[1])


def verify_answer(session: Session, pdf: bytes, sha256: str) -> VerifyAnswer:
    """Whether a file is exactly one that was signed here."""
    office = office_of(session)
    verdict = examine(pdf, authority_of(office).trust(session, office.clock.now()))
    found = _on_record(session, sha256)
    document = found[1] if found else None
    contract = find_contract(session, document.contract_no) if document else None
    # Before the first signature only the record can tell that a file is unchanged.
    unsigned = found is not None and found[0].version == 0
    return VerifyAnswer.model_validate(
        {
            "intact": found is not None and (verdict.intact or unsigned),
            "on_record": found is not None,
            "contract_no": contract.contract_no if contract else None,
            "kind": document.kind if document else None,
            "title": document.title if document else None,
            "state": _state(contract, find(session, contract.application_no)) if contract else None,
            "signatures": [
                FoundSignature(
                    signer=finding.signer,
                    signed_at=instant(finding.signed_at),
                    serial=finding.serial,
                    intact=finding.intact,
                    trusted=finding.trusted,
                )
                for finding in verdict.findings
            ],
        }
    )
