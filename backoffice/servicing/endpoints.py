"""`/loans/{no}/errands`, `/errands`, the proof; the kinds add their trials."""

from typing import Annotated

from fastapi import APIRouter, Path

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.changes.standing import require_current_identity
from backoffice.idempotency.service import RequiredKey
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.service import loan_for
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal
from backoffice.servicing import errands
from backoffice.servicing.collecting import draw_what_is_asked
from backoffice.servicing.extension.endpoints import router as extension
from backoffice.servicing.hardship.endpoints import router as hardship
from backoffice.servicing.insurance import router as insurance
from backoffice.servicing.kinds import kind_of
from backoffice.servicing.lease_end.endpoints import router as lease_end
from backoffice.servicing.lien import router as lien
from backoffice.servicing.papers import router as papers
from backoffice.servicing.prepayment.endpoints import router as prepayment
from backoffice.servicing.schemas import (
    CancelErrand,
    ErrandView,
    Ordered,
    OrderErrand,
    Played,
)
from backoffice.servicing.settlement.endpoints import router as settlement
from backoffice.servicing.title_loan.endpoints import router as title_loan
from backoffice.servicing.total_loss.endpoints import router as total_loss
from backoffice.servicing.views import errand_view

router = APIRouter(tags=["servicing"])
router.include_router(settlement)
router.include_router(extension)
router.include_router(prepayment)
router.include_router(lease_end)  # before papers: it names one of them
router.include_router(hardship)
router.include_router(total_loss)
router.include_router(title_loan)
router.include_router(papers)
router.include_router(lien)
router.include_router(insurance)

RequestNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]


@router.post("/loans/{contract_no}/errands", responses=refuses(403, 404, 409, 422))
def order_errand(
    contract_no: ContractNo,
    request: OrderErrand,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ErrandView:
    """Do what a trial showed, on its day; today at once."""
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        kind = kind_of(request.errand)
        actor.require(kind.level(request))
        if kind.changes_contract:
            today = office.clock.business_date()
            require_current_identity(session, loan.customer_id, today)

        def perform() -> Ordered:
            errand = kind.order(session, actor, loan, request)
            if request.code_ref is not None and actor.level is Level.L3:
                errand.details = {**errand.details, "code_ref": request.code_ref}
            return Ordered(request_no=errand.request_no)

        # Sent again after another proof it is the same order.
        asked = request.model_copy(update={"code_ref": None})
        ordered = command(
            session, actor, key, "servicing.errand", contract_no, asked, perform, Ordered
        )
    draw_what_is_asked(office, ordered.request_no)
    with office.database.transaction() as session:
        return errand_view(session, errands.find(session, ordered.request_no))


@router.get("/errands/{request_no}", responses=refuses(404, 422))
def read_errand(request_no: RequestNo, office: CurrentOffice, actor: CurrentActor) -> ErrandView:
    """Where an errand stands."""
    with office.database.transaction() as session:
        return errand_view(session, errands.errand_for(session, actor, request_no))


@router.post("/errands/{request_no}/cancel", responses=refuses(403, 404, 409, 422))
def cancel_errand(
    request_no: RequestNo, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ErrandView:
    """Leave an errand while no money moved."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        errand = errands.errand_for(session, actor, request_no)
        request = CancelErrand(request_no=request_no)

        kind = kind_of(errand.errand)

        def perform() -> Ordered:
            if kind.cancelling:
                kind.cancelling(session, errand)
            if errands.cancel(session, request_no, kind.cancellable) and kind.cancelled:
                kind.cancelled(session, errand)
            return Ordered(request_no=request_no)

        command(
            session, actor, key, "servicing.cancel", errand.contract_no, request, perform, Ordered
        )
        return errand_view(session, errand)


@router.post("/sandbox/errands/{request_no}", responses=refuses(403, 404, 409, 422))
def play_errand(request_no: RequestNo, told: Played, office: CurrentOffice) -> ErrandView:
    """Let an outside party of an errand act: a dealer, an insurer, a registry, a reviewer."""
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")
    with office.database.transaction() as session:
        errand = errands.find(session, request_no, lock=True)
        play = kind_of(errand.errand).play
        if play is None:
            raise Refusal("ERRAND_NOTHING_TO_PLAY")
        play(session, errand, told.event, told.facts)
        session.flush()
        return errand_view(session, errand)
