"""Orders an extension: cites the trial and a tenor, and opens the case that decides it."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal
from backoffice.servicing.errands import cited, open_errand, refuse_with
from backoffice.servicing.extension.opening import open_case
from backoffice.servicing.extension.rules import ERRAND, reasons
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import OrderErrand


def order_extension(session: Session, actor: Actor, loan: Loan, request: OrderErrand) -> Errand:
    """The errand that the trial and the chosen tenor stand for; it is being decided from now on.

    Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, ERRAND_NOT_NOW, ERRAND_CHOICE.
    """
    trial = cited(session, loan, ERRAND, request.trial_id, request.hash)
    told = trial.figures
    refuse_with(reasons(session, look(session, loan)))
    months = [str(option["term_months"]) for option in told["options"]]
    if request.choice not in months:
        raise Refusal("ERRAND_CHOICE", allowed={"choices": months})
    errand = open_errand(
        session,
        trial,
        date.fromisoformat(told["balloon_due"]),
        Decimal(told["pay_first"]),
        state="REVIEWING",
        details={"months": int(request.choice)},
    )
    open_case(session, actor, loan, errand)
    return errand
