"""What is published about handing a lease's car back: damage, pictures, appointments, plates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Damage:
    """A kind of damage: what of it is normal wear, and what each further one costs."""

    key: str
    item: str
    free: str
    fee: Decimal


@dataclass(frozen=True, slots=True)
class Inspection:
    """The rules of inspections."""

    capacity_per_hour: int
    minutes: int
    shown_days: int
    reminders_hours: Sequence[int]
    report_workdays: int
    third_party_days: int
    title_workdays: int
    bring: Sequence[str]


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text("utf-8"))


@cache
def damages() -> Mapping[str, Damage]:
    """The published matrix by key."""
    entries = _read("damage.yml")
    return {
        entry["key"]: Damage(entry["key"], entry["item"], entry["free"], Decimal(entry["fee"]))
        for entry in entries
    }


@cache
def photos() -> Sequence[str]:
    """Which pictures show the car's condition, in their order."""
    return tuple(_read("photos.yml"))


@cache
def inspection() -> Inspection:
    """How inspections are booked."""
    return Inspection(**_read("inspection.yml"))


def quota_city(plate: str | None) -> str | None:
    """The city whose quota a plate takes up; None where plates are free."""
    cities: dict[str, str] = _read("plates.yml")
    return next((city for start, city in cities.items() if (plate or "").startswith(start)), None)
