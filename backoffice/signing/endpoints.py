"""`/parties/{id}/cost-sheet`, `/parties/{id}/signing`, `/contracts/…`."""

import base64
import hashlib
from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Response
from sqlalchemy.orm import Session

from backoffice.applications.finding import find, own_party
from backoffice.audit.actors import Actor, CurrentActor, Kind, Level
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice
from backoffice.parties.endpoints import PartyId, run
from backoffice.parties.models import Party
from backoffice.parties.views import instant
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal
from backoffice.signing import acts, sheets
from backoffice.signing.acts import Evidence
from backoffice.signing.contracts import find_contract
from backoffice.signing.downloads import download
from backoffice.signing.ports import authority_of
from backoffice.signing.proving import code_answer, file_answer
from backoffice.signing.schemas import (
    AuthorityAnswer,
    ConfirmCostSheet,
    ContractAnswer,
    CostSheetAnswer,
    CostSheetConfirmed,
    DocumentKind,
    RefusedAnswer,
    RefuseSigning,
    SignContract,
    SignedAnswer,
    SigningAnswer,
    VerifyAnswer,
)
from backoffice.signing.views import signing_answer, signing_parties

router = APIRouter(tags=["signing"])

ContractNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Fingerprint = Annotated[str, Query(pattern=r"^[0-9a-f]{16,64}$")]
MOST_BYTES = 15 * 1024 * 1024
PDF = "application/pdf"
# Any content type is taken: what a file is, its bytes tell.
PdfBody = Annotated[bytes, Body(media_type="application/octet-stream")]


def _himself(actor: Actor) -> None:
    """Nobody of the house reads, confirms or signs for another: raises `Refusal`."""
    if actor.kind not in (Kind.CUSTOMER, Kind.PARTY):
        raise Refusal("PARTY_UNKNOWN")


@router.get("/parties/{party_id}/cost-sheet", responses=refuses(403, 404, 409, 422))
def read_cost_sheet(
    party_id: PartyId, office: CurrentOffice, actor: CurrentActor
) -> CostSheetAnswer:
    """The cost sheet; from now on the time of reading is measured."""
    _himself(actor)
    actor.require(Level.L2)
    with office.database.transaction() as session:
        return sheets.show(session, own_party(session, actor, party_id))


@router.post("/parties/{party_id}/cost-sheet/confirm", responses=refuses(403, 404, 409, 422))
def confirm_cost_sheet(
    party_id: PartyId,
    request: ConfirmCostSheet,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> CostSheetConfirmed:
    """Confirm the sheet that was read; the borrower's confirmation lets the contract be made."""
    _himself(actor)
    actor.require(Level.L2)

    def act(session: Session, party: Party) -> CostSheetConfirmed:
        return sheets.confirm(session, actor, party, request)

    return run(
        office, actor, key, "signing.confirm_cost", party_id, request, act, CostSheetConfirmed
    )


@router.get("/parties/{party_id}/signing", responses=refuses(403, 404, 422))
def read_signing(party_id: PartyId, office: CurrentOffice, actor: CurrentActor) -> SigningAnswer:
    """What is to be signed, who signs, and what has to be done before."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        return signing_answer(session, own_party(session, actor, party_id))


@router.post("/parties/{party_id}/signature", responses=refuses(403, 404, 409, 422, 503))
def sign_contract(
    party_id: PartyId,
    request: SignContract,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> SignedAnswer:
    """Sign all documents that have a place for this party."""
    _himself(actor)
    actor.require(Level.L3)

    def act(session: Session, party: Party) -> SignedAnswer:
        evidence = Evidence(actor, request.hash, request.code_ref)
        signature = acts.sign(session, party.party_id, evidence)
        contract = find_contract(session, signature.contract_no)
        return SignedAnswer(
            signed_at=instant(signature.signed_at) or "",
            parties=signing_parties(session, contract),
        )

    return run(office, actor, key, "signing.sign", party_id, request, act, SignedAnswer)


@router.post("/parties/{party_id}/refusal", responses=refuses(403, 404, 409, 422))
def refuse_contract(
    party_id: PartyId,
    request: RefuseSigning,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> RefusedAnswer:
    """Say no; nobody has to give a reason that convinces."""
    _himself(actor)
    actor.require(Level.L2)

    def act(session: Session, party: Party) -> RefusedAnswer:
        refusal = acts.refuse(session, actor, party.party_id, request.reason)
        session.refresh(party)
        return RefusedAnswer(
            refused_at=instant(refusal.refused_at) or "",
            state=find(session, party.application_no).state,
        )

    return run(office, actor, key, "signing.refuse", party_id, request, act, RefusedAnswer)


@router.get(
    "/contracts/{contract_no}/documents/{kind}.pdf",
    response_class=Response,
    responses={
        200: {"content": {PDF: {}}, "description": "the newest version"},
        **refuses(403, 404, 422),
    },
)
def read_document(
    contract_no: ContractNo, kind: DocumentKind, office: CurrentOffice, actor: CurrentActor
) -> Response:
    """A document with the signatures it has by now, for a party of it or the customer."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        found = download(session, actor, contract_no, kind)
    headers = {
        "ETag": f'"{found.sha256}"',
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="{contract_no}-{kind}.pdf"',
        "Chedai-Sha256": found.sha256,
    }
    return Response(found.content, media_type=PDF, headers=headers)


@router.post("/contracts/verify", responses=refuses(422))
def verify_document(office: CurrentOffice, pdf: PdfBody) -> VerifyAnswer:
    """Whether a file is exactly what was signed or sealed: one byte changed is seen."""
    if not pdf or len(pdf) > MOST_BYTES:
        raise Refusal("FILE_NOT_READABLE", allowed={"most_bytes": MOST_BYTES})
    sha256 = hashlib.sha256(pdf).hexdigest()
    with office.database.transaction() as session:
        return file_answer(session, pdf, sha256)


@router.get("/contracts/{contract_no}", responses=refuses(404, 422))
def read_contract(
    contract_no: ContractNo, office: CurrentOffice, hash: Fingerprint
) -> ContractAnswer:
    """What the code on a document leads to; needs the document's fingerprint, not a person."""
    with office.database.transaction() as session:
        return code_answer(session, contract_no, hash)


@router.get("/signing/authority")
def read_authority(office: CurrentOffice) -> AuthorityAnswer:
    """Certificates and revocation lists, for whoever checks signatures with his own tools."""
    with office.database.transaction() as session:
        trust = authority_of(office).trust(session, office.clock.now())
    return AuthorityAnswer(
        certificates=[
            base64.b64encode(one.dump()).decode() for one in (*trust.roots, *trust.others)
        ],
        revocation_lists=[base64.b64encode(each).decode() for each in trust.revocation_lists],
    )
