"""Orders a settlement: cites the trial, and waits for its day or goes on at once."""

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.loans.trials import cite
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import refuse_second
from backoffice.servicing.models import Errand
from backoffice.servicing.settlement.drawing import ask_for
from backoffice.servicing.settlement.figures import ERRAND, reasons

DRAWN_AT = time(10)


def drawing_time(day: date) -> datetime:
    """When money is drawn on a day."""
    return datetime.combine(day, DRAWN_AT, SHANGHAI)


def hour_has_come(session: Session, day: date) -> bool:
    """Whether money may be drawn for `day` by now; the sandbox's day is done at once."""
    office = office_of(session)
    now = office.clock.now()
    if day != now.date():
        return day < now.date()
    return office.settings.sandbox or now.time() >= DRAWN_AT


def order_settlement(session: Session, loan: Loan, trial_id: str, hash_: str) -> Errand:
    """The errand that the trial stands for.

    Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, or ERRAND_NOT_NOW when it can no longer be done.
    """
    refuse_second(session, loan)
    trial = cite(session, trial_id, hash_)
    if trial.contract_no != loan.contract_no or trial.errand != ERRAND:
        raise Refusal("TRIAL_VOID", allowed={"reason": "unknown"})
    on = date.fromisoformat(trial.figures["settle_on"])
    at = look(session, loan)
    if on < at.today:
        raise Refusal("TRIAL_VOID", allowed={"reason": "expired"})
    if why_not := reasons(at, on):
        raise Refusal("ERRAND_NOT_NOW", reason=why_not[0], allowed={"reasons": why_not})
    errand = Errand(
        request_no=fresh_number("E", at.today),
        contract_no=loan.contract_no,
        errand=ERRAND,
        state="CONFIRMED",
        trial_id=trial_id,
        effective_on=on,
        amount=Decimal(trial.figures["total"]),
        figures=trial.figures,
        opened_at=office_of(session).clock.now(),
    )
    session.add(errand)
    session.flush()
    if hour_has_come(session, on):
        ask_for(session, errand.request_no, office_of(session).clock.now())
    return errand
