"""`GET /clock`, and in the sandbox `POST /sandbox/clock`."""

from fastapi import APIRouter

from backoffice.clock.schemas import ClockAnswer, ClockMove
from backoffice.idempotency.service import OptionalKey, once
from backoffice.loans.rolling import roll_to
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["clock"])


@router.get("/clock")
def read_clock(office: CurrentOffice) -> ClockAnswer:
    """Today's business date."""
    clock = office.clock
    return ClockAnswer(business_date=clock.business_date(), now=clock.now().isoformat())


@router.post("/sandbox/clock", responses=refuses(403, 409, 422))
def move_clock(move: ClockMove, office: CurrentOffice, key: OptionalKey = None) -> ClockAnswer:
    """Move the business date forward; refused outside the sandbox and backwards."""
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")

    to = move.business_date
    with office.database.transaction() as session:

        def perform() -> ClockAnswer:
            office.clock.check(session, to)
            return ClockAnswer(business_date=to, now=office.clock.instant_on(to).isoformat())

        answer = once(session, key, "sandbox.clock", move, perform, ClockAnswer)
    # Day after day, each with its work; the same call again goes on where one was cut off.
    roll_to(office, to, enter=lambda session, day: office.clock.move(session, day))
    office.clock.forget()
    office.work.wake()
    return answer
