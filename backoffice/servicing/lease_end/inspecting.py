"""The report of an inspection: fees from the matrix, disputed once, accepted by the customer."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy.orm import Session

from backoffice.deliveries.service import deliver_talk
from backoffice.forms import money
from backoffice.lending.lease_end import damage_fee
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import hour_has_come
from backoffice.servicing.lease_end.ending import end_return, transferred
from backoffice.servicing.lease_end.figures import kilometres
from backoffice.servicing.lease_end.guides import damages
from backoffice.servicing.lease_end.rules import WORDS, Lease
from backoffice.servicing.models import Errand
from foundation.zh import yuan


class FoundDamage(BaseModel):
    """So many of a kind of damage, by its key in the matrix."""

    item: Literal[
        "scratch", "dent", "wheel", "bumper", "glass", "light", "tyre", "seat", "interior",
        "odour", "missing_key", "charger", "logbook",
    ]  # fmt: skip
    count: Annotated[int, Field(ge=1, le=20)] = 1


class Report(BaseModel):
    """What an inspector found."""

    km: Annotated[int, Field(ge=0, le=2_000_000)]
    damages: Annotated[list[FoundDamage], Field(max_length=40)] = []


def _today(session: Session) -> date:
    return office_of(session).clock.business_date()


def _tell(session: Session, errand: Errand, what: str, **figures: Any) -> None:
    customer = session.get_one(Loan, errand.contract_no).customer_id
    said = WORDS.say(f"told_{what}", **figures)
    deliver_talk(session, f"errand:{errand.request_no}:{what}", customer, "service", said)


def _lines(report: Report) -> list[dict[str, Any]]:
    matrix = damages()
    return [
        {
            "item": matrix[found.item].item,
            "count": found.count,
            "fee": money(damage_fee([(matrix[found.item].fee, found.count)])),
        }
        for found in report.damages
    ]


def report(session: Session, errand: Errand, found: Report, *, final: bool) -> None:
    """Take a report down and tell the customer what it would cost; `final`: a third party's."""
    loan = session.get_one(Loan, errand.contract_no)
    km = kilometres(Lease(look(session, loan)), found.km)
    matrix = damages()
    damage = damage_fee((matrix[each.item].fee, each.count) for each in found.damages)
    total = damage + Decimal(km["excess_km_fee"] or "0.00")
    errand.details = errand.details | {
        "report": {
            "km": found.km,
            "excess_km": km["excess_km"],
            "excess_km_fee": km["excess_km_fee"] or "0.00",
            "damages": _lines(found),
            "damage_fee": money(damage),
            "total": money(total),
            "on": _today(session).isoformat(),
            "final": final,
        }
    }
    errand.amount = total
    errand.state = "INSPECTED"
    _tell(session, errand, "final" if final else "reported", total=yuan(total), km=f"{found.km:,}")
    session.flush()


def _reported(session: Session, errand: Errand) -> Mapping[str, Any]:
    """The report that waits for the customer; raises `Refusal` (ERRAND_UNDERWAY)."""
    if errand.state != "INSPECTED":
        raise Refusal("ERRAND_UNDERWAY")
    found: Mapping[str, Any] = errand.details["report"]
    return found


def dispute(session: Session, errand: Errand) -> None:
    """The customer does not agree: a third party looks again, once.

    Raises `Refusal`: ERRAND_UNDERWAY, REPORT_FINAL.
    """
    if _reported(session, errand)["final"]:
        raise Refusal("REPORT_FINAL")
    errand.details = errand.details | {"disputed_on": _today(session).isoformat()}
    errand.state = "REVIEWING"
    _tell(session, errand, "disputed")
    session.flush()


def accept(session: Session, errand: Errand) -> None:
    """The customer agrees: the fees fall due when the lease ends; raises `Refusal`."""
    _reported(session, errand)
    errand.details = errand.details | {"accepted_on": _today(session).isoformat()}
    errand.state = "ACCEPTED"
    session.flush()
    if hour_has_come(session, errand.effective_on):
        end_return(session, errand, office_of(session).clock.now())


def _read(facts: Mapping[str, Any]) -> Report:
    try:
        return Report.model_validate(facts)
    except ValidationError as error:
        raise Refusal("REPORT_UNREADABLE") from error


def play(session: Session, errand: Errand, event: str, facts: Mapping[str, Any]) -> None:
    """Let dealer, third party, customer or registry act; raises `Refusal`.

    `reported` and `third_party` {km, damages[{item, count}]}, `disputed`, `accepted`,
    `title_transferred`.
    """
    match event, errand.state:
        case "reported", "BOOKED":
            report(session, errand, _read(facts), final=False)
        case "third_party", "REVIEWING":
            report(session, errand, _read(facts), final=True)
        case "disputed", "INSPECTED":
            dispute(session, errand)
        case "accepted", "INSPECTED":
            accept(session, errand)
        case "title_transferred", "RELEASING":
            transferred(session, errand)
        case _:
            raise Refusal("ERRAND_NOTHING_TO_PLAY")
