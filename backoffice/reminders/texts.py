"""One message from the facts of a customer's day: in the talk, and on a screen others may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from backoffice.lending.money import ZERO
from backoffice.reminders.guests import Own
from backoffice.reminders.ladder import ladder
from backoffice.reminders.standing import Fact
from backoffice.wording import wording
from foundation.zh import yuan

SHORT = wording("reminders/wording/short.yml")
TALK = wording("reminders/wording/talk.yml")
LABELS = wording("reminders/wording/actions.yml")
REASONS = wording("loans/wording/loans.yml")
LENDER = wording("signing/wording/lender.yml")
MOST_SIGNS = 70
MOST_ACTIONS = 4
ITEMS_FIRST = 2
BANK_DOWN = "BANK_DOWN"
# From so many days before its end on there is little time left to choose.
LAST_DAYS = {"balloon": 10, "lease_end": 14}


@dataclass(frozen=True, slots=True)
class Text:
    """A message: its title, what may be seen by others, what only he reads, what he can do."""

    title: str
    short: str
    talk: str
    actions: list[dict[str, str]]


@cache
def _actions() -> Mapping[str, Sequence[Mapping[str, str]]]:
    path = Path(__file__).parent / "data" / "actions.yml"
    found: Mapping[str, Sequence[Mapping[str, str]]] = yaml.safe_load(path.read_text("utf-8"))
    return found


def short_date(day: date) -> str:
    """A day without its year and weekday."""
    return SHORT.say("date", month=day.month, day=day.day)


def _cutoff(due: date) -> str:
    rules = ladder()
    day = due - timedelta(days=rules.cutoff_days)
    return SHORT.say("cutoff", month=day.month, day=day.day, hour=f"{rules.cutoff_at:%H:%M}")


def _name(fact: Fact, said_on: date) -> str:
    """Which sentence: by the days that are really left, or really gone."""
    left = (fact.about - said_on).days
    if fact.kind == "due":
        if fact.tail is None:
            return "due_transfer"
        later = "due_near" if left <= ladder().cutoff_days else "due_early"
        return "due_tomorrow" if left == 1 else later
    if fact.kind == "overdue":
        return {-1: "overdue_1", -3: "overdue_3", -7: "overdue_7"}.get(left, "overdue_later")
    if left <= LAST_DAYS.get(fact.kind, -1):
        return f"{fact.kind}_last"
    return fact.kind


def _figures(fact: Fact, said_on: date, car: str) -> dict[str, Any]:
    return {
        "car": car,
        "amount": yuan(fact.amount),
        "day": short_date(fact.about),
        "tail": fact.tail,
        "cutoff": _cutoff(fact.about),
        "per_day": yuan(fact.per_day),
        "days": (said_on - fact.about).days,
        "reason": REASONS.say(fact.code or "INSUFFICIENT_FUNDS"),
        "phone": LENDER.say("phone"),
    }


def _talk(fact: Fact, said_on: date, car: str) -> str:
    late_by_bank = fact.kind == "overdue" and fact.code == BANK_DOWN
    name = "overdue_bank" if late_by_bank else _name(fact, said_on)
    return TALK.say(name, **_figures(fact, said_on, car))


def _several(facts: Sequence[Fact]) -> str:
    """What one line can say of several things."""
    kinds = {fact.kind for fact in facts}
    amount = yuan(sum((fact.amount for fact in facts), ZERO))
    more = {"phone": LENDER.say("phone"), "day": short_date(min(f.about for f in facts))}
    if len(kinds) == 1 and (only := next(iter(kinds))) in ("due", "failed", "overdue"):
        return SHORT.say(f"{only}_several", count=len(facts), amount=amount, **more)
    items = [
        SHORT.say(f"item_{fact.kind}", day=short_date(fact.about), amount=yuan(fact.amount))
        for fact in facts
    ]
    joined = SHORT.say("several", count=len(items), items=SHORT.say("stop").join(items))
    if len(joined) > MOST_SIGNS:
        first = SHORT.say("and_more", items=SHORT.say("stop").join(items[:ITEMS_FIRST]))
        joined = SHORT.say("several", count=len(items), items=first)
    return joined


def _buttons(facts: Sequence[Fact]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for fact in facts:
        for action in _actions()[fact.kind]:
            way = {name: value for name, value in action.items() if name != "name"}
            found.setdefault(action["name"], {"label": LABELS.say(action["name"]), **way})
    return list(found.values())[:MOST_ACTIONS]


def _of_guest(said: Sequence[Own]) -> Text:
    """What another room says, in its order; several things under a line of its own."""
    first = said[0]
    actions = {action["label"]: action for own in said for action in own.actions}
    return Text(
        first.title,
        first.short,
        "\n".join(own.talk for own in said),
        list(actions.values())[-MOST_ACTIONS:],
    )


def compose(facts: Sequence[Fact], said_on: date) -> Text:
    """The message of these facts, all of one occasion."""
    if said := [fact.own for fact in facts if fact.own]:
        return _of_guest(said)
    ordered = sorted(facts, key=lambda fact: (fact.about, fact.kind, fact.contract_no))
    cars = {fact.contract_no for fact in ordered if fact.contract_no}
    talk = [
        _talk(fact, said_on, TALK.say("of_car", car=fact.car) if len(cars) > 1 and fact.car else "")
        for fact in ordered
    ]
    kinds = {fact.kind for fact in ordered}
    alone = len(ordered) == 1
    first = ordered[0]
    short = SHORT.say(_name(first, said_on), **_figures(first, said_on, "")) if alone else ""
    title = SHORT.say(f"title_{first.kind}" if len(kinds) == 1 else "title_several")
    return Text(title, short or _several(ordered), "\n".join(talk), _buttons(ordered))
