"""Whether an offer is of use to this customer: each topic's test, with its figures."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from backoffice.care.gate import Worth
from backoffice.care.upgrade import Change, Used, change, on_time, used_car
from backoffice.care.values import values
from backoffice.forms import money, percent
from backoffice.loans.looking import Look
from backoffice.office import office_of
from backoffice.quotes.asking import find_car
from backoffice.quotes.schemas import CarAsk
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("care/wording/offers.yml")
LOYALTY, UPGRADE = "loyalty", "upgrade"


def loyalty(_session: Session, at: Look) -> Worth:
    """Who paid on time long enough has a lower rate for the next car."""
    paid, needed = on_time(at), values().on_time
    ok = paid >= needed
    why = WORDS.say("loyalty_why" if ok else "loyalty_not", paid=paid, needed=needed)
    return Worth(ok, why, {"on_time": str(paid), "needed": str(needed)})


def of_change(used: Used | None, found: Change | None, *, asked: bool) -> Worth:
    """Changing is of use when something is left of the car, and the instalment stays near."""
    if used is None:
        return Worth(False, WORDS.say("upgrade_no_car"))
    figures = {
        "estimate_low": money(used.estimate.low),
        "payoff": money(used.payoff),
        "equity": money(used.equity),
    }
    said = {
        "low": yuan(used.estimate.low),
        "payoff": yuan(used.payoff),
        "equity": yuan(abs(used.equity)),
    }
    if used.equity <= 0:
        return Worth(False, WORDS.say("upgrade_short", **said), figures)
    if found is None:
        return Worth(False, WORDS.say("upgrade_no_plan", **said), figures)
    most = values().most_share_pct
    figures |= {"share_pct": percent(found.share_pct), "most_share_pct": percent(most)}
    said |= {"share": percent(found.share_pct), "most": percent(most)}
    if found.within:
        return Worth(True, WORDS.say("upgrade_why", **said), figures)
    return Worth(asked, WORDS.say("upgrade_asked" if asked else "upgrade_heavy", **said), figures)


def upgrade(session: Session, at: Look) -> Worth:
    """The same model anew, unasked."""
    catalogue = office_of(session).catalogue()
    used = used_car(catalogue, at)
    vehicle = at.loan.vehicle["vehicle_key"]
    if used is None or vehicle not in catalogue.vehicles:
        return of_change(None, None, asked=False)
    car = find_car(catalogue, CarAsk(vehicle_key=vehicle))
    return of_change(used, change(catalogue, at, used, car), asked=False)


TOPICS: Mapping[str, Callable[[Session, Look], Worth]] = {LOYALTY: loyalty, UPGRADE: upgrade}
