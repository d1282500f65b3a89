"""`/loans/{no}/trials/hardship`, and the agreement that an approved request is signed with."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.idempotency.service import RequiredKey
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import look
from backoffice.loans.schemas import TrialView
from backoffice.loans.service import loan_for
from backoffice.loans.trying import trial_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.servicing.errands import errand_for, find
from backoffice.servicing.hardship.agreement import sign_agreement, text_of
from backoffice.servicing.hardship.figures import ERRAND, figures, reasons
from backoffice.servicing.hardship.plans import Wish
from backoffice.servicing.hardship.policy import rules
from backoffice.servicing.schemas import ErrandView, Ordered
from backoffice.servicing.views import errand_view

router = APIRouter()
RequestNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
PDF = "application/pdf"
Reason = Literal["job_loss", "illness", "disaster", "income_down", "other"]


class TryHardship(BaseModel):
    """What is wished for; what is left out is proposed."""

    reason: Reason | None = None
    due_day: int | None = Field(default=None, ge=1, le=rules()["due_day_last"])
    pause_months: int | None = Field(default=None, ge=1, le=rules()["pause_most_months"])


class SignAgreement(BaseModel):
    """Sign the agreement that this hash stands for."""

    hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    confirm: Literal[True]


@router.post("/loans/{contract_no}/trials/hardship", responses=refuses(403, 404, 422))
def try_hardship(
    contract_no: ContractNo, request: TryHardship, office: CurrentOffice, actor: CurrentActor
) -> TrialView:
    """The ways through a hard time, each with what it costs; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        wish = Wish(request.due_day, request.pause_months)
        told = figures(session, at, wish, request.reason)
        view = trial_view(session, loan, ERRAND, told, reasons(at))
        return view.model_copy(update={"reasons": told["reasons"]})


@router.get(
    "/errands/{request_no}/agreement.pdf",
    response_class=Response,
    responses={200: {"content": {PDF: {}}, "description": "to read"}, **refuses(403, 404, 422)},
)
def read_agreement(request_no: RequestNo, office: CurrentOffice, actor: CurrentActor) -> Response:
    """The agreement before it is signed; the hash in the header is what is signed."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        content, fingerprint = text_of(session, errand_for(session, actor, request_no))
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="{request_no}.pdf"',
        "Chedai-Fingerprint": fingerprint,
    }
    return Response(content, media_type=PDF, headers=headers)


@router.post("/errands/{request_no}/agreement", responses=refuses(403, 404, 409, 422, 503))
def sign(
    request_no: RequestNo,
    request: SignAgreement,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ErrandView:
    """Sign; the new schedule is in force at once."""
    actor.require(Level.L3)
    with office.database.transaction() as session:
        errand = errand_for(session, actor, request_no)

        def perform() -> Ordered:
            signed = sign_agreement(session, actor, request_no, request.hash)
            return Ordered(request_no=signed.request_no)

        command(
            session, actor, key, "servicing.agree", errand.contract_no, request, perform, Ordered
        )
        return errand_view(session, find(session, request_no))
