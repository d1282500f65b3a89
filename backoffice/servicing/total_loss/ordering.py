"""Reports a total loss; the loan goes on until the insurer paid."""

from datetime import date

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.clock.working_time import working_days_after
from backoffice.lending.money import ZERO
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal
from backoffice.servicing.errands import cited, open_errand, refuse_with
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import OrderErrand
from backoffice.servicing.total_loss.figures import ERRAND, reasons

TOLD = ("accident_on", "insurer", "report_no")
ANSWERED_WITHIN = 1


def order_loss(session: Session, actor: Actor, loan: Loan, request: OrderErrand) -> Errand:
    """The report that the trial stands for.

    Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, ERRAND_NOT_NOW, ERRAND_CHOICE for a wrong day.
    """
    trial = cited(session, loan, ERRAND, request.trial_id, request.hash)
    at = look(session, loan)
    refuse_with(reasons(at))
    told = {name: str(request.details[name])[:60] for name in TOLD if request.details.get(name)}
    accident = told.get("accident_on")
    try:
        ahead = accident is not None and date.fromisoformat(accident) > at.today
    except ValueError as error:
        raise Refusal("ERRAND_CHOICE", allowed={"accident_on": "YYYY-MM-DD"}) from error
    if ahead:
        raise Refusal("ERRAND_CHOICE", allowed={"accident_on": at.today.isoformat()})
    by = working_days_after(at.today, ANSWERED_WITHIN)
    details = {**told, "before": loan.total_loss}
    errand = open_errand(session, trial, by, ZERO, state="REVIEWING", details=details)
    known = loan.total_loss or {}
    date_told = accident or known.get("date") or at.today.isoformat()
    loan.total_loss = {**known, **told, "date": date_told, "request_no": errand.request_no}
    session.flush()
    return errand


def take_back(session: Session, errand: Errand) -> None:
    """The report was a mistake: the loan is as it was."""
    session.get_one(Loan, errand.contract_no).total_loss = errand.details["before"]
    session.flush()
