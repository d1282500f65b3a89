"""The right moment: every rule looked at, each with what it found. Pure, without a database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from backoffice.care.rules import WORDS, Gate, Rule
from foundation.zh import full_day

Figures = dict[str, Any]
Found = tuple[bool, Figures]


@dataclass(frozen=True, slots=True)
class Worth:
    """Whether an offer is of use to him, in a sentence, with the figures behind it."""

    ok: bool
    why: str
    figures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """A day on which he was spoken to unasked (`pushed`), or shown an offer (`marketing`)."""

    on: date
    pushed: bool
    marketing: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A hard time: what, when, and whether it is still going on."""

    what: str
    on: date
    open: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a customer at an instant; `declined` is the newest no by topic."""

    at: datetime
    purposes: frozenset[str] = frozenset()
    switched_off_on: date | None = None
    late_on: date | None = None
    troubles: tuple[Trouble, ...] = ()
    contacts: tuple[Contact, ...] = ()
    declined: Mapping[str, date] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of it."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Intent:
    """What is to be said: service or marketing, about which topic, pushed, beside or asked."""

    sort: str
    topic: str
    when: str
    worth: Worth | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule said; `ok` is None where the rule does not concern what is intended."""

    rule: str
    ok: bool | None
    figures: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision with all outcomes."""

    allowed: bool
    outcomes: tuple[Outcome, ...]

    @property
    def against(self) -> tuple[str, ...]:
        """The rules that said no."""
        return tuple(outcome.rule for outcome in self.outcomes if outcome.ok is False)


def _agreed(rule: Rule, facts: Facts, _: Intent) -> Found:
    given = [purpose for purpose in rule.needs["purposes"] if purpose in facts.purposes]
    return bool(given), {"purposes": given}


def _switched_on(_rule: Rule, facts: Facts, _: Intent) -> Found:
    return facts.switched_off_on is None, {"on": facts.switched_off_on}


def _not_late(rule: Rule, facts: Facts, _: Intent) -> Found:
    days, late = rule.needs["days"], facts.late_on
    ok = late is None or late < facts.today - timedelta(days=days)
    return ok, {"days": days, "on": late}


def _no_trouble(rule: Rule, facts: Facts, _: Intent) -> Found:
    days, kinds = rule.needs["days"], rule.needs["kinds"]
    since = facts.today - timedelta(days=days)
    counting = [trouble for trouble in facts.troubles if trouble.what in kinds]
    now = [trouble for trouble in counting if trouble.open or trouble.on >= since]
    newest = max(now, key=lambda trouble: (trouble.open, trouble.on), default=None)
    found = {"what": newest.what, "on": newest.on, "open": newest.open} if newest else {}
    return newest is None, {"days": days, **found}


def _daytime(rule: Rule, facts: Facts, _: Intent) -> Found:
    opens, closes = (time.fromisoformat(rule.needs[name]) for name in ("from", "to"))
    hours = {"from": rule.needs["from"], "to": rule.needs["to"]}
    return opens <= facts.at.time() < closes, {"at": f"{facts.at:%H:%M}", **hours}


def _seldom(rule: Rule, facts: Facts, _: Intent) -> Found:
    days, most, counts = (rule.needs[name] for name in ("days", "most", "counts"))
    since = facts.today - timedelta(days=days)
    count = sum(getattr(c, counts) and since < c.on <= facts.today for c in facts.contacts)
    return count < most, {"days": days, "most": most, "count": count}


def _not_declined(rule: Rule, facts: Facts, intent: Intent) -> Found:
    days = timedelta(days=rule.needs["days"])
    said = facts.declined.get(intent.topic)
    until = said + days if said else None
    ok = until is None or until <= facts.today
    return ok, {"days": days.days, "on": said, "until": until}


def _worth_it(_rule: Rule, _facts: Facts, intent: Intent) -> Found:
    worth = intent.worth or Worth(ok=False, why="")
    return worth.ok, {"why": worth.why, **worth.figures}


TESTS: Mapping[str, Callable[[Rule, Facts, Intent], Found]] = {
    "agreed": _agreed,
    "switched_on": _switched_on,
    "not_late": _not_late,
    "no_trouble": _no_trouble,
    "daytime": _daytime,
    "seldom": _seldom,
    "not_declined": _not_declined,
    "worth_it": _worth_it,
}


def _in_words(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return full_day(value)
    if name == "purposes":
        return WORDS.say("stop").join(WORDS.say(f"purpose_{purpose}") for purpose in value)
    return WORDS.say(f"trouble_{value}") if name == "what" else value


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _outcome(rule: Rule, facts: Facts, intent: Intent) -> Outcome:
    if intent.sort not in rule.concerns or intent.when not in rule.when:
        return Outcome(rule.id, None, {}, "")
    ok, figures = TESTS[rule.test](rule, facts, intent)
    words = {name: _in_words(name, value) for name, value in figures.items()}
    text = WORDS.say(f"{rule.id}_{'yes' if ok else 'no'}", **words)
    return Outcome(rule.id, ok, {name: _kept(value) for name, value in figures.items()}, text)


def decide(gate: Gate, facts: Facts, intent: Intent) -> Verdict:
    """Look at every rule; only when none says no it is the right moment."""
    outcomes = tuple(_outcome(rule, facts, intent) for rule in gate.rules)
    return Verdict(all(outcome.ok is not False for outcome in outcomes), outcomes)
