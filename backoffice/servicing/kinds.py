"""The kinds of errands: what each may do, found by the name that a command gives.

A kind is a folder of this room with a module `kind` that holds `KIND`; nothing else of this room
knows which kinds there are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Level
from backoffice.loans.daily import Daily
from backoffice.loans.drawn import WhenDrawn
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import OrderErrand
from backoffice.workflows.bodies import Body

KINDS = (
    "settlement",
    "prepayment",
    "lease_end",
    "extension",
    "hardship",
    "total_loss",
    "title_loan",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An errand in its kind's words: its way, who acts next and what, what was ordered.

    `facts` are shown beside the figures: what came about since they were confirmed; `state` says
    how it stands where the kind has its own words for it.
    """

    steps: Sequence[Mapping[str, Any]]
    who: str
    next: str
    what: str
    amount: Decimal
    failure: str = ""
    page: str | None = None
    documents: Sequence[str] = ()
    state: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def at_level(level: Level) -> Callable[[OrderErrand], Level]:
    """Whatever is chosen, this level."""
    return lambda _: level


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of errand.

    `changes_contract`: not ordered once the identity card is out of date for long. `order` cites
    the trial and opens the errand; `show` words it; `on_day` does on its day, at ten, what a
    CONFIRMED or ACCEPTED errand waits for; `when_drawn` follows money that came in full;
    `cancelling` locks what is locked before the errand itself, `cancelled` undoes what the order
    set going; `play` lets the sandbox's outside parties act by an event's name and facts; `work`
    are its durable bodies; `daily` is done when a day begins, and `next_day` tells the next day
    on which that finds something to do; `papers` names what it sealed about a loan, `agreements`
    the contracts that were signed for it.
    """

    name: str
    level: Callable[[OrderErrand], Level]
    order: Callable[[Session, Actor, Loan, OrderErrand], Errand]
    show: Callable[[Session, Errand, Loan], Shown]
    on_day: Callable[[Session, str, datetime], None] | None = None
    when_drawn: WhenDrawn | None = None
    changes_contract: bool = False
    cancellable: frozenset[str] = frozenset({"CONFIRMED"})
    cancelling: Callable[[Session, Errand], None] | None = None
    cancelled: Callable[[Session, Errand], None] | None = None
    play: Callable[[Session, Errand, str, Mapping[str, Any]], None] | None = None
    work: Mapping[str, Body] = field(default_factory=dict)
    daily: Sequence[Daily] = ()
    next_day: Callable[[Session, date], date | None] | None = None
    papers: Callable[[Session, Loan], Mapping[str, str]] | None = None
    agreements: Callable[[Session, Loan], Sequence[str]] | None = None


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    modules = (import_module(f"backoffice.servicing.{name}.kind") for name in KINDS)
    return {module.KIND.name: module.KIND for module in modules}


def kind_of(name: str) -> Kind:
    """A kind; raises `Refusal` (ERRAND_KIND_UNKNOWN)."""
    found = kinds().get(name)
    if found is None:
        raise Refusal("ERRAND_KIND_UNKNOWN")
    return found


def when_drawn() -> dict[str, WhenDrawn]:
    """What follows money that came in full, by kind."""
    return {name: kind.when_drawn for name, kind in kinds().items() if kind.when_drawn}


def papers_of(session: Session, loan: Loan) -> dict[str, str]:
    """The papers that errands sealed about a loan: what each is called."""
    found: dict[str, str] = {}
    for kind in kinds().values():
        if kind.papers is not None:
            found |= kind.papers(session, loan)
    return found


def agreements_of(session: Session, loan: Loan) -> list[tuple[str, str]]:
    """The contracts signed to change a loan: for which kind, and the contract's number."""
    return [
        (name, number)
        for name, kind in kinds().items()
        if kind.agreements is not None
        for number in kind.agreements(session, loan)
    ]


def each_day(session: Session, day: date) -> None:
    """What the kinds do each day besides the errands whose day has come."""
    for kind in kinds().values():
        for job in kind.daily:
            job(session, day)
