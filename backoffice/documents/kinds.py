"""The kinds of papers: how each is recognised and what is read from it, out of `data/kinds.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class FieldRule:
    """One value of a paper: its label for people, its type, and the patterns that find it.

    `minor`: nothing is decided by it, so that nobody has to confirm it.
    """

    name: str
    label: str
    type: str
    required: bool
    minor: bool
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Side:
    """One side of a paper: `marks` name it, at least `fewest` of them have to be seen.

    `table`: the heads of a statement's columns; `months`: those of a monthly record's.
    """

    name: str
    title: str
    marks: tuple[str, ...]
    fewest: int
    fields: tuple[FieldRule, ...]
    table: Mapping[str, tuple[str, ...]]
    months: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Kind:
    """A kind of paper; `whole`: all its edges have to be in the picture."""

    document: str
    title: str
    both_sides: bool
    whole: bool
    seal: bool
    sides: Mapping[str, Side]

    def fields(self) -> dict[str, FieldRule]:
        """The rules of all sides by name."""
        return {rule.name: rule for side in self.sides.values() for rule in side.fields}


@lru_cache(maxsize=8)
def data(name: str) -> Any:
    """The content of a data file of this room."""
    return yaml.safe_load((DATA / name).read_text("utf-8"))


def words(name: str) -> tuple[str, ...]:
    """Words of papers that code has to know."""
    found = data("kinds.yml")["words"][name]
    return tuple(found) if isinstance(found, list) else (found,)


def _side(kind: Mapping[str, Any], name: str, entry: Mapping[str, Any]) -> Side:
    fields = tuple(
        FieldRule(
            field,
            rule["label"],
            rule["type"],
            rule.get("required", False),
            rule.get("minor", False),
            tuple(re.compile(pattern) for pattern in rule["patterns"]),
        )
        for field, rule in entry["fields"].items()
    )
    table, months = (
        {column: tuple(heads) for column, heads in entry.get(each, {}).items()}
        for each in ("table", "months")
    )
    title = entry.get("title", kind["title"])
    return Side(name, title, tuple(entry["marks"]), entry["fewest"], fields, table, months)


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """All kinds by their document name."""
    return {
        document: Kind(
            document,
            entry["title"],
            entry.get("both_sides", False),
            entry.get("whole", False),
            entry.get("seal", False),
            {name: _side(entry, name, side) for name, side in entry["sides"].items()},
        )
        for document, entry in data("kinds.yml")["kinds"].items()
    }
