"""Orders a part payment: cites the trial and an effect, and waits for the due date."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal
from backoffice.servicing.errands import cited, open_errand, refuse_with
from backoffice.servicing.models import Errand
from backoffice.servicing.prepayment.rules import ERRAND, reasons
from backoffice.servicing.schemas import OrderErrand


def order_prepayment(session: Session, actor: Actor, loan: Loan, request: OrderErrand) -> Errand:
    """The errand that the trial and the chosen effect stand for.

    Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, ERRAND_NOT_NOW, ERRAND_CHOICE.
    """
    trial = cited(session, loan, ERRAND, request.trial_id, request.hash)
    at, told = look(session, loan), trial.figures
    refuse_with(reasons(session, at, Decimal(told["amount"])))
    on = date.fromisoformat(told["effective_on"])
    if on != at.coming[0].due_date:
        raise Refusal("TRIAL_VOID", allowed={"reason": "expired"})
    effects = [option["effect"] for option in told["options"]]
    if request.choice not in effects:
        raise Refusal("ERRAND_CHOICE", allowed={"choices": effects})
    return open_errand(
        session, trial, on, Decimal(told["total"]), details={"effect": request.choice}
    )
