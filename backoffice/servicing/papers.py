"""`/loans/{no}/documents`: which papers there are of a loan, and each as a sealed PDF."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel
from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.audit.actors import CurrentActor, Level
from backoffice.changes.documents import papers_about
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.models import Loan
from backoffice.loans.service import loan_for
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal
from backoffice.servicing.kinds import agreements_of, papers_of
from backoffice.servicing.proofs import LIEN_LETTER, WHEN, paper_of
from backoffice.servicing.sealing import WORDS
from backoffice.signing.contracts import documents_of

router = APIRouter()
Kind = Annotated[str, Path(pattern=r"^[a-z_]{1,30}$")]
PDF = "application/pdf"
# Of what was signed here the borrower keeps these.
SIGNED = ("contract", "cost_sheet")


class LoanDocument(BaseModel):
    """A paper, whether it is there, and at which level it is handed out."""

    kind: str
    label: str
    ready: bool
    url: str
    level: str


class LoanDocuments(BaseModel):
    """The papers of a loan."""

    contract_no: str
    items: list[LoanDocument]


def _item(kind: str, label: str, ready: bool, url: str) -> LoanDocument:
    return LoanDocument(kind=kind, label=label, ready=ready, url=url, level="L2")


def _url(contract_no: str, kind: str) -> str:
    return f"/loans/{contract_no}/documents/{kind}.pdf"


def _signed(session: Session, contract_no: str, prefix: str = "") -> list[LoanDocument]:
    """What the borrower keeps of a contract; `prefix` tells apart what changed the first one."""
    return [
        _item(
            f"{prefix}{one.kind}",
            one.title,
            True,
            f"/contracts/{contract_no}/documents/{one.kind}.pdf",
        )
        for one in documents_of(session, contract_no)
        if one.kind in SIGNED
    ]


def documents_view(session: Session, loan: Loan) -> LoanDocuments:
    """What there is: what was signed, what is sealed on asking, what errands and changes left."""
    number = loan.contract_no
    items = _signed(session, number)
    for errand, agreement in agreements_of(session, loan):
        items += _signed(session, agreement, f"{errand}_")
    kinds = [kind for kind in WHEN if kind != LIEN_LETTER or loan.lien is not None]
    for kind in kinds:
        items.append(_item(kind, WORDS.say(f"{kind}_title"), WHEN[kind](loan), _url(number, kind)))
    for kind, title in papers_of(session, loan).items():
        items.append(_item(kind, title, True, _url(number, kind)))
    for paper in papers_about(session, loan):
        items.append(_item(paper.kind, paper.label, True, paper.url))
    return LoanDocuments(contract_no=number, items=items)


@router.get("/loans/{contract_no}/documents", responses=refuses(404, 422))
def list_documents(
    contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor
) -> LoanDocuments:
    """The papers there are of a loan."""
    with office.database.transaction() as session:
        return documents_view(session, loan_for(session, actor, contract_no))


@router.get(
    "/loans/{contract_no}/documents/{kind}.pdf",
    response_class=Response,
    responses={
        200: {"content": {PDF: {}}, "description": "sealed by the lender"},
        **refuses(403, 404, 422, 503),
    },
)
def read_paper(
    contract_no: ContractNo, kind: Kind, office: CurrentOffice, actor: CurrentActor
) -> Response:
    """A paper as the loan stands, sealed; the same state gives the same file."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        try:
            paper = paper_of(session, loan, kind)
        except TimestampRequestError as error:
            raise Refusal("TIMESTAMP_UNAVAILABLE") from error
    headers = {
        "ETag": f'"{paper.sha256}"',
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="{contract_no}-{kind}.pdf"',
        "Chedai-Sha256": paper.sha256,
    }
    return Response(paper.content, media_type=PDF, headers=headers)
