"""The rules of relief as data, and what they decide about a request."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent.parent / "data" / "hardship.yml"
DUE_DAY, INTEREST_ONLY, CAPITALISE = "due_day", "interest_only", "capitalise"
LONGER_TERM, PERSON = "longer_term", "person"


@cache
def rules() -> dict[str, Any]:
    """The rules by name."""
    found: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return found


class Outcome(StrEnum):
    """What the rules make of a request; `PERSON`: they leave it to a reviewer."""

    APPROVE = "approve"
    DECLINE = "decline"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: days late when it was asked for, instalments paid before."""

    days_late: int
    paid_periods: int


def decide(asked: Asked) -> tuple[Outcome, str]:
    """The decision, and the name of its reason."""
    if asked.days_late > rules()["papers_free_late"]:
        return Outcome.PERSON, "late"
    if asked.paid_periods < rules()["least_paid"]:
        return Outcome.DECLINE, "young"
    return Outcome.APPROVE, "fits"


def since(today: date, name: str) -> date:
    """The day from which on a relief of before counts against another one."""
    return today - timedelta(days=rules()[name])
