"""Asks for a relief: at once where the rules say so, else reviewed while nothing is drawn."""

from typing import Any

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Level
from backoffice.callbacks.schemas import RequestCallback
from backoffice.callbacks.service import take
from backoffice.changes.standing import require_current_identity
from backoffice.lending.money import ZERO
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Trial
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import cited, open_errand, refuse_with
from backoffice.servicing.hardship.effecting import take_effect
from backoffice.servicing.hardship.figures import ERRAND, WORDS, decide_by, reasons
from backoffice.servicing.hardship.plans import Wish
from backoffice.servicing.hardship.policy import DUE_DAY, PERSON, rules
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import OrderErrand

AT_LEVEL_TWO = (DUE_DAY, PERSON)


def level_of(request: OrderErrand) -> Level:
    """Level two for another due day or a person, three where the contract changes."""
    return Level.L2 if request.choice in AT_LEVEL_TWO else Level.L3


def _chosen(trial: Trial, request: OrderErrand) -> dict[str, Any]:
    """The option that was chosen, as it was shown; raises `Refusal` (ERRAND_CHOICE)."""
    options = trial.figures["options"]
    found = next((each for each in options if each["choice"] == request.choice), None)
    if found is None:
        raise Refusal("ERRAND_CHOICE", allowed={"choices": [each["choice"] for each in options]})
    for name in ("due_day", "months"):
        told = request.details.get(name)
        if request.choice != PERSON and told is not None and str(told) != str(found[name]):
            raise Refusal("ERRAND_CHOICE", allowed={name: found[name]})
    return dict(found)


def call_back(session: Session, errand: Errand, loan: Loan) -> None:
    """Have a person call."""
    office = office_of(session)
    days = errand.figures["days_past_due"]
    request = RequestCallback.model_validate(
        {
            "owner": {"kind": "customer", "id": loan.customer_id},
            "reason": WORDS.say("callback_reason"),
            "summary": WORDS.say("callback_summary", contract_no=loan.contract_no, days=days),
        }
    )
    take(session, office.catalogue(), office.clock.now(), request)


def order_hardship(session: Session, actor: Actor, loan: Loan, request: OrderErrand) -> Errand:
    """The request that the trial stands for.

    Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, ERRAND_CHOICE, ID_RENEWAL_FIRST, ERRAND_NOT_NOW.
    """
    trial = cited(session, loan, ERRAND, request.trial_id, request.hash)
    chosen, at = _chosen(trial, request), look(session, loan)
    refuse_with(reasons(at))
    choice = str(request.choice)
    if choice != PERSON:
        require_current_identity(session, loan.customer_id, at.today)
    asked = Wish(**trial.figures["asked"])
    details = {
        "choice": choice,
        "label": chosen["label"],
        "due_day": asked.due_day,
        "pause_months": asked.pause_months,
        "reason": request.details.get("reason") or trial.figures["reason"],
        "days_late": at.days_past_due,
        "paid_periods": at.paid_periods,
    }
    state = "BOOKED" if choice == PERSON else "REVIEWING"
    by = decide_by(at.today)
    errand = open_errand(
        session, trial, by, ZERO, state=state, details=details, exclusive=choice != PERSON
    )
    if choice == PERSON:
        call_back(session, errand, loan)
    elif choice in rules()["at_once"]:
        take_effect(session, errand, loan)
    else:
        loan.collection_paused_on = at.today
    session.flush()
    return errand


def resume(session: Session, errand: Errand) -> None:
    """Collect again; what grew older meanwhile is counted by the next roll."""
    session.get_one(Loan, errand.contract_no).collection_paused_on = None
    session.flush()
