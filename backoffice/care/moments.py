"""The moments of a customer, read from `data/moments.yml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from backoffice.care.rules import MARKETING

DATA = Path(__file__).parent / "data" / "moments.yml"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: how it is found, whether it is service or an offer, and what he can do."""

    name: str
    find: str | None
    figure: int
    sort: str
    topic: str
    ways: tuple[str, ...]
    actions: Sequence[Mapping[str, str]]

    @property
    def marketing(self) -> bool:
        """Whether it offers something."""
        return self.sort == MARKETING


def _moment(name: str, raw: Mapping[str, Any], decline: Mapping[str, str]) -> Moment:
    find, figure = next(iter(raw.get("find", {}).items()), (None, 0))
    offers = raw["sort"] == MARKETING
    actions = [*raw.get("actions", ()), *([decline] if offers else [])]
    return Moment(
        name, find, figure, raw["sort"], raw["topic"], tuple(raw.get("ways", ())), actions
    )


@cache
def moments() -> Mapping[str, Moment]:
    """All moments by name, in the order of the data."""
    raw = yaml.safe_load(DATA.read_text("utf-8"))
    return {name: _moment(name, moment, raw["decline"]) for name, moment in raw["moments"].items()}


def found_by(find: str) -> list[Moment]:
    """The moments that are found in this way."""
    return [moment for moment in moments().values() if moment.find == find]
