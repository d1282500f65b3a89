"""Orders a settlement: cites the trial, and waits for its day or goes on at once."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import cited, hour_has_come, open_errand, refuse_with
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import OrderErrand
from backoffice.servicing.settlement.drawing import ask_for
from backoffice.servicing.settlement.figures import ERRAND, reasons


def order_settlement(session: Session, actor: Actor, loan: Loan, request: OrderErrand) -> Errand:
    """The errand that the trial stands for.

    Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, or ERRAND_NOT_NOW when it can no longer be done.
    """
    trial = cited(session, loan, ERRAND, request.trial_id, request.hash)
    on = date.fromisoformat(trial.figures["settle_on"])
    at = look(session, loan)
    if on < at.today:
        raise Refusal("TRIAL_VOID", allowed={"reason": "expired"})
    refuse_with(reasons(at, on))
    errand = open_errand(session, trial, on, Decimal(trial.figures["total"]))
    if hour_has_come(session, on):
        ask_for(session, errand.request_no, office_of(session).clock.now())
    return errand
