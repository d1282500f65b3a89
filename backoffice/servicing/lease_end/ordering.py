"""Orders the end of a lease: what the customer chose, and nothing that he did not choose."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Level
from backoffice.changes.standing import require_current_identity
from backoffice.forms import money
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal
from backoffice.servicing.errands import cited, open_errand, refuse_with
from backoffice.servicing.lease_end.agreement import sign_renewal
from backoffice.servicing.lease_end.appointments import book
from backoffice.servicing.lease_end.rules import (
    BUYOUT,
    CHOICES,
    ERRAND,
    RENEW,
    RETURN,
    WORDS,
    reasons,
)
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import OrderErrand

STATE = {RETURN: "BOOKED", BUYOUT: "CONFIRMED", RENEW: "ACCEPTED"}


def level(request: OrderErrand) -> Level:
    """Returning needs a code; buying and going on need one for this very act."""
    return Level.L2 if request.choice == RETURN else Level.L3


def _chosen(figures: dict[str, object], request: OrderErrand) -> dict[str, object]:
    """The way that was chosen, as it was shown; raises `Refusal` (ERRAND_CHOICE)."""
    shown: list[dict[str, object]] = figures["choices"]  # type: ignore[assignment]
    ways = [way for way in shown if way["choice"] == request.choice]
    if request.choice == RENEW:
        ways = [way for way in ways if str(way["months"]) == str(request.details.get("months"))]
    if not ways:
        months = [way["months"] for way in shown if way["choice"] == RENEW]
        raise Refusal("ERRAND_CHOICE", allowed={"choices": list(CHOICES), "months": months})
    return ways[0]


def order_lease_end(session: Session, actor: Actor, loan: Loan, request: OrderErrand) -> Errand:
    """The errand that the trial and the chosen way stand for.

    Raises `Refusal`: ERRAND_OPEN, TRIAL_VOID, ERRAND_NOT_NOW, ERRAND_CHOICE; for a return also
    DEALER_UNKNOWN and SLOT_TAKEN, for a renewal TIMESTAMP_UNAVAILABLE.
    """
    trial = cited(session, loan, ERRAND, request.trial_id, request.hash)
    at = look(session, loan)
    refuse_with(reasons(at))
    if request.choice == BUYOUT and (at.mandate is None or at.mandate.state != "active"):
        refuse_with([WORDS.say("no_card")])
    way = _chosen(trial.figures, request)
    amount = Decimal(str(way["amount"])) if request.choice == BUYOUT else Decimal(0)
    errand = open_errand(
        session,
        trial,
        date.fromisoformat(trial.figures["lease_end"]),
        amount,
        state=STATE[str(request.choice)],
        details={"choice": request.choice, "way": way, "amount": money(amount)},
    )
    if request.choice == RETURN:
        book(session, errand, request.details)
    elif request.choice == RENEW:
        require_current_identity(session, loan.customer_id, at.today)
        sign_renewal(session, errand, loan, actor)
    return errand
