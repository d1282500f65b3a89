"""Whether a paper in somebody's hands is ours: by the code on it, or by the file itself.

Contracts answer from their own files and signatures, all other sealed papers from the registry.
Told to anybody who holds the paper: nothing of what it says, names of signers only masked.
"""

from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find
from backoffice.applications.models import Application
from backoffice.customers.endpoints import mask_name
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.parties.views import instant
from backoffice.refusals import Refusal
from backoffice.signing.contracts import documents_of
from backoffice.signing.models import (
    Contract,
    ContractDocument,
    ContractFile,
    SealedPaper,
    Signature,
)
from backoffice.signing.ports import authority_of
from backoffice.signing.schemas import (
    ContractAnswer,
    FoundSignature,
    PublicSignature,
    VerifyAnswer,
)
from backoffice.signing.verification import Verdict, examine

State = Literal["open", "complete", "void"]
# So many signs of the fingerprint show that somebody has the document before him.
FINGERPRINT_SIGNS = 16


def _state(contract: Contract, application: Application) -> State:
    if contract.voided_at is not None or application.state in ("CANCELLED", "EXPIRED"):
        return "void"
    return "complete" if contract.completed_at is not None else "open"


def _signatures(session: Session, contract_no: str) -> list[PublicSignature]:
    rows = session.execute(
        sa.select(Signature, Party)
        .join(Party, Party.party_id == Signature.party_id)
        .where(Signature.contract_no == contract_no)
        .order_by(Signature.signed_at, Party.sequence)
    )
    return [
        PublicSignature.model_validate(
            {
                "role": party.role,
                "name_masked": mask_name(party.name),
                "signed_at": instant(signature.signed_at),
            }
        )
        for signature, party in rows
    ]


def _of_contract(session: Session, contract: Contract) -> dict[str, Any]:
    return {
        "contract_no": contract.contract_no,
        "issuer": office_of(session).catalogue().lender,
        "sealed_at": instant(contract.completed_at),
        "state": _state(contract, find(session, contract.application_no)),
    }


def _of_paper(paper: SealedPaper) -> dict[str, Any]:
    return {
        "contract_no": paper.number,
        "kind": paper.kind,
        "title": paper.title,
        "issuer": paper.issuer,
        "sealed_at": instant(paper.sealed_at),
        "state": "sealed",
    }


def _paper_of_code(session: Session, number: str, code: str) -> SealedPaper | None:
    found = sa.select(SealedPaper).where(
        SealedPaper.number == number, SealedPaper.fingerprint.startswith(code)
    )
    return session.scalars(found.order_by(SealedPaper.sealed_at.desc()).limit(1)).one_or_none()


def code_answer(session: Session, number: str, code: str) -> ContractAnswer:
    """What the code on a document leads to.

    Raises `Refusal` (SEALED_PAPER_UNKNOWN), also when the fingerprint is another document's.
    """
    if len(code) < FINGERPRINT_SIGNS:
        raise Refusal("SEALED_PAPER_UNKNOWN")
    contract = session.get(Contract, number)
    if contract is not None and contract.fingerprint.startswith(code):
        first = documents_of(session, number)[0]
        return ContractAnswer(
            **_of_contract(session, contract),
            kind=first.kind,
            title=first.title,
            fingerprint=contract.fingerprint,
            signatures=_signatures(session, number),
        )
    paper = _paper_of_code(session, number, code)
    if paper is None:
        raise Refusal("SEALED_PAPER_UNKNOWN")
    return ContractAnswer(**_of_paper(paper), fingerprint=paper.fingerprint, signatures=[])


def _contract_file(session: Session, sha256: str) -> tuple[ContractFile, ContractDocument] | None:
    row = session.execute(
        sa.select(ContractFile, ContractDocument)
        .join(ContractDocument, ContractDocument.document_id == ContractFile.document_id)
        .where(ContractFile.sha256 == sha256)
        .limit(1)
    ).first()
    return None if row is None else (row[0], row[1])


def _recorded(session: Session, sha256: str, verdict: Verdict) -> dict[str, Any] | None:
    """What is on record of exactly this file."""
    found = _contract_file(session, sha256)
    if found is not None:
        file, document = found
        contract = session.get_one(Contract, document.contract_no)
        # Before the first signature only the record can tell that a file is unchanged.
        return {
            **_of_contract(session, contract),
            "kind": document.kind,
            "title": document.title,
            "intact": verdict.intact or file.version == 0,
        }
    paper = session.get(SealedPaper, sha256)
    return None if paper is None else {**_of_paper(paper), "intact": verdict.intact}


UNRECORDED: dict[str, Any] = {
    "intact": False,
    **dict.fromkeys(("contract_no", "kind", "title", "issuer", "sealed_at", "state")),
}


def file_answer(session: Session, pdf: bytes, sha256: str) -> VerifyAnswer:
    """Whether a file is exactly one that was signed or sealed here."""
    office = office_of(session)
    verdict = examine(pdf, authority_of(office).trust(session, office.clock.now()))
    found = _recorded(session, sha256, verdict)
    signatures = [
        FoundSignature(
            signer=finding.signer,
            signed_at=instant(finding.signed_at),
            serial=finding.serial,
            intact=finding.intact,
            trusted=finding.trusted,
        )
        for finding in verdict.findings
    ]
    told = UNRECORDED if found is None else found
    return VerifyAnswer(**told, on_record=found is not None, signatures=signatures)
