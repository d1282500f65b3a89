"""The fields of an application as data, and whether a value is one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from backoffice.lending.validation.bank_card import card_fault, digits_of
from backoffice.lending.validation.company import uscc_valid
from backoffice.lending.validation.identity import IdentityNumberWrong, parse_identity
from backoffice.wording import wording

WORDS = wording("applications/wording/fields.yml")
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field: its kind, who needs it, what closes it."""

    name: str
    kind: str
    check: str
    personal: bool
    choices: tuple[str, ...]
    required_for: frozenset[str]
    locked_by: str | None

    @property
    def label(self) -> str:
        """Its name for people."""
        return WORDS.say(self.name)


class WrongValue(ValueError):
    """A value that a field does not take; `hint` names the sentence that says what it takes."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.hint = hint


@lru_cache(maxsize=1)
def field_rules() -> dict[str, FieldRule]:
    """All fields by name, in the order in which they are shown."""
    entries: list[dict[str, Any]] = yaml.safe_load((DATA / "fields.yml").read_text("utf-8"))[
        "fields"
    ]
    return {
        entry["name"]: FieldRule(
            name=entry["name"],
            kind=entry["kind"],
            check=entry.get("check", entry["kind"]),
            personal=entry.get("personal", False),
            choices=tuple(entry.get("choices", ())),
            required_for=frozenset(entry["required_for"]),
            locked_by=entry.get("locked_by"),
        )
        for entry in entries
    }


def _matching(form: str) -> Callable[[str, date], str | None]:
    pattern = re.compile(form, re.ASCII)
    return lambda value, _today: value if pattern.fullmatch(value) else None


def _text(value: str, _today: date) -> str | None:
    return value if 1 <= len(value) <= 60 else None


def _person(value: str, _today: date) -> str | None:
    return value if 2 <= len(value) <= 30 and not re.search(r"[\d\s]", value) else None


def _money(value: str, _today: date) -> str | None:
    if not re.fullmatch(r"\d{1,8}(\.\d{1,2})?", value, re.ASCII):
        return None
    whole, _, part = value.partition(".")
    return f"{int(whole)}.{part:0<2}"


def _identity(value: str, today: date) -> str | None:
    try:
        return parse_identity(value, today, fictional=True).number
    except IdentityNumberWrong:
        return None


def _date(value: str, _today: date) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _card(value: str, _today: date) -> str | None:
    return None if card_fault(value) else digits_of(value)


_CHECKS: dict[str, Callable[[str, date], str | None]] = {
    "text": _text,
    "person_name": _person,
    "money": _money,
    "id_no": _identity,
    "date": _date,
    "valid_to": _date,
    "card": _card,
    "phone": _matching(r"1[3-9]\d{9}"),
    "mobile": _matching(r"1[3-9]\d{9}"),
    "employer_phone": _matching(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|[48]00-?\d{3}-?\d{4}"),
    "uscc": lambda value, _today: value.upper() if uscc_valid(value) else None,
}


def checked(rule: FieldRule, written: str, today: date) -> str:
    """The value as it is kept; raises `WrongValue`."""
    value = written.strip()
    if "*" in value:
        raise WrongValue("hint_masked")
    if rule.kind == "choice":
        if value not in rule.choices:
            raise WrongValue("hint_choice")
        return value
    kept = _CHECKS[rule.check](value, today)
    if kept is None:
        raise WrongValue(f"hint_{rule.check}")
    return kept


def masked(name: str, value: str) -> str:
    """A personal value as it may be shown."""
    if name == "name":
        return value[0] + "*" * (len(value) - 1)
    if name == "address":
        return value[:6] + "*" * max(len(value) - 6, 0)
    if len(value) <= 7:
        return value[0] + "*" * (len(value) - 1)
    return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}"
