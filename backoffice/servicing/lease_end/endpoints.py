"""`/loans/{no}/trials/lease_end`, the appointment and the report of a return, the renewal."""

from datetime import date
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Path, Response
from sqlalchemy.orm import Session

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.clock.service import SHANGHAI
from backoffice.idempotency.service import RequiredKey
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.loans.service import loan_for
from backoffice.loans.trying import trial_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal
from backoffice.servicing import errands
from backoffice.servicing.lease_end.appointments import change, require_booked
from backoffice.servicing.lease_end.calendar_file import appointment_file
from backoffice.servicing.lease_end.figures import figures
from backoffice.servicing.lease_end.inspecting import accept, dispute
from backoffice.servicing.lease_end.models import LeaseRenewal, SandboxDealerOrder
from backoffice.servicing.lease_end.rules import ERRAND, Lease, reasons
from backoffice.servicing.lease_end.schemas import (
    AnswerReport,
    AppointmentSlots,
    DealerOrder,
    DealerOrders,
    DealerSlots,
    LeaseEndTrial,
    MoveAppointment,
    TryLeaseEnd,
)
from backoffice.servicing.lease_end.slots import dealers_for, free
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import ErrandView, Ordered
from backoffice.servicing.views import errand_view

router = APIRouter()

Number = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
PDF, CALENDAR = "application/pdf", "text/calendar"


def _dealers(session: Session, loan: Loan, until: date) -> list[DealerSlots]:
    return [
        DealerSlots(
            dealer_id=dealer.dealer_id,
            name=dealer.name,
            city=dealer.city,
            address=dealer.address,
            slots=[at.isoformat() for at in free(session, dealer, until)],
        )
        for dealer in dealers_for(session, loan)
    ]


@router.post("/loans/{contract_no}/trials/lease_end", responses=refuses(403, 404, 409, 422))
def try_lease_end(
    contract_no: ContractNo, request: TryLeaseEnd, office: CurrentOffice, actor: CurrentActor
) -> LeaseEndTrial:
    """Returning, buying and going on beside each other; nothing is done, nothing is chosen."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        if not at.leased:
            raise Refusal("NOT_A_LEASE")
        lease = Lease(at)
        km, known = request.current_km, lease.known_km
        if km is not None and known is not None and km < known:
            raise Refusal("KM_BACKWARDS", known=f"{known:,}", allowed={"least": known})
        why_not = reasons(at)
        view = trial_view(session, loan, ERRAND, figures(at, km), why_not)
        dealers = [] if why_not else _dealers(session, loan, lease.end)
        return LeaseEndTrial(**view.model_dump(), dealers=dealers)


def _returning(session: Session, actor: CurrentActor, request_no: str) -> Errand:
    """A return of the actor's, locked; raises `Refusal` (ERRAND_UNKNOWN)."""
    errands.errand_for(session, actor, request_no)
    errand = errands.find(session, request_no, lock=True)
    if errand.errand != ERRAND:
        raise Refusal("ERRAND_UNKNOWN")
    return errand


@router.get("/errands/{request_no}/appointment/slots", responses=refuses(404, 409, 422))
def read_slots(request_no: Number, office: CurrentOffice, actor: CurrentActor) -> AppointmentSlots:
    """Where and when the inspection could be instead."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        errand = errands.errand_for(session, actor, request_no)
        if errand.errand != ERRAND:
            raise Refusal("ERRAND_UNKNOWN")
        require_booked(errand)
        loan = session.get_one(Loan, errand.contract_no)
        return AppointmentSlots(dealers=_dealers(session, loan, errand.effective_on))


@router.post("/errands/{request_no}/appointment", responses=refuses(403, 404, 409, 422))
def move_appointment(
    request_no: Number,
    request: MoveAppointment,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ErrandView:
    """Another slot for the inspection; the calendar file and the dealer follow."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        errand = _returning(session, actor, request_no)

        def perform() -> Ordered:
            change(session, errand, request.model_dump())
            return Ordered(request_no=request_no)

        about = errand.contract_no
        command(session, actor, key, "servicing.appointment", about, request, perform, Ordered)
        return errand_view(session, errand)


@router.post("/errands/{request_no}/report", responses=refuses(403, 404, 409, 422))
def answer_report(
    request_no: Number,
    request: AnswerReport,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ErrandView:
    """Accept what the inspection costs, or have a third party look again."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        errand = _returning(session, actor, request_no)

        def perform() -> Ordered:
            (accept if request.answer == "accept" else dispute)(session, errand)
            return Ordered(request_no=request_no)

        about = errand.contract_no
        command(session, actor, key, "servicing.report", about, request, perform, Ordered)
        return errand_view(session, errand)


@router.get(
    "/errands/{request_no}/appointment.ics",
    response_class=Response,
    responses={
        200: {"content": {CALENDAR: {}}, "description": "the appointment, or its cancellation"},
        **refuses(403, 404, 422),
    },
)
def read_appointment(request_no: Number, office: CurrentOffice, actor: CurrentActor) -> Response:
    """The inspection as a calendar file."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        content = appointment_file(session, errands.errand_for(session, actor, request_no))
    name = f'attachment; filename="inspection-{request_no}.ics"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return Response(content, media_type=CALENDAR, headers=headers)


@router.get(
    "/loans/{contract_no}/documents/renewal_agreement.pdf",
    response_class=Response,
    responses={
        200: {"content": {PDF: {}}, "description": "signed by the lessee, sealed by the lessor"},
        **refuses(403, 404, 422),
    },
)
def read_renewal(contract_no: ContractNo, office: CurrentOffice, actor: CurrentActor) -> Response:
    """The supplementary agreement of a renewal."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        loan_for(session, actor, contract_no)
        found = session.get(LeaseRenewal, contract_no)
        if found is None:
            raise Refusal("DOCUMENT_UNKNOWN")
    headers = {
        "ETag": f'"{found.sha256}"',
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="{contract_no}-renewal_agreement.pdf"',
        "Chedai-Sha256": found.sha256,
    }
    return Response(found.content, media_type=PDF, headers=headers)


@router.get("/sandbox/dealers/{dealer_id}/orders", responses=refuses(403, 422))
def dealer_orders(dealer_id: Number, office: CurrentOffice) -> DealerOrders:
    """What a played dealer was told."""
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")
    orders = SandboxDealerOrder
    query = sa.select(orders).where(orders.dealer_id == dealer_id)
    with office.database.transaction() as session:
        rows = session.scalars(query.order_by(orders.at, orders.order_no, orders.sequence))
        items = [
            DealerOrder.model_validate(
                {
                    "order_no": row.order_no,
                    "sequence": row.sequence,
                    "act": row.act,
                    "facts": row.facts,
                    "at": row.at.astimezone(SHANGHAI).isoformat(),
                }
            )
            for row in rows
        ]
    return DealerOrders(items=items)
