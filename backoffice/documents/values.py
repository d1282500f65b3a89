"""Written values and their one canonical form; personal ones masked for showing."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from backoffice.documents.kinds import words
from backoffice.lending.validation.period import Period

WITHOUT_END = "long_term"
PERIOD_PARTS = " - "
_DATE = re.compile(r"(\d{4})\D*(\d{2}|\d(?=\D))\D*(\d{1,2})")
# Where a machine reads a letter between digits, the digit it looks like is meant.
_LOOKS_LIKE = str.maketrans("OoQDIlSB", "00001158")
_COMPANY_MARKS = re.compile(r"[\s·]")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _name(text: str) -> str | None:
    name = _squeezed(text)
    return name if len(name) >= 2 else None


def _identity(text: str) -> str | None:
    number = _squeezed(text).upper()
    number = number[:-1].translate(_LOOKS_LIKE) + number[-1:]
    return number if re.fullmatch(r"\d{17}[\dX]", number) else None


def _digits(text: str) -> str | None:
    digits = re.sub(r"[\s\-]", "", text)
    return digits if digits.isdigit() else None


def _card(text: str) -> str | None:
    digits = _digits(text)
    return digits if digits and 16 <= len(digits) <= 19 else None


def _phone(text: str) -> str | None:
    phone = _squeezed(text)
    return phone if re.fullmatch(r"\d{3,4}-?\d{7,8}|\d{7,12}", phone) else None


def _code(length: int, unused: dict[str, str]) -> Callable[[str], str | None]:
    """A code without some letters: where one was read, the digit it looks like is meant."""
    looks_like = str.maketrans(unused)

    def parse(text: str) -> str | None:
        code = _squeezed(text).upper().translate(looks_like)
        return code if len(code) == length else None

    return parse


def _money(text: str) -> str | None:
    try:
        amount = Decimal(_squeezed(text).replace(",", ""))
    except InvalidOperation:
        return None
    return f"{amount:.2f}" if amount.is_finite() and amount >= 0 else None


def day_of(text: str) -> date | None:
    """The day that a text writes as 2026-11-21, 2026.11.21, 20261121 or with 年月日."""
    found = _DATE.search(_squeezed(text) + " ")
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _date(text: str) -> str | None:
    day = day_of(text)
    return day.isoformat() if day else None


def _period(text: str) -> str | None:
    parts = [_squeezed(part) for part in text.split(PERIOD_PARTS)]
    if len(parts) != 2:
        return None
    start, end = _date(parts[0]), _date(parts[1])
    if any(word in parts[1] for word in (*words("long_term"), WITHOUT_END)):
        end = WITHOUT_END
    return f"{start}{PERIOD_PARTS}{end}" if start and end else None


def period_of(canonical: str) -> Period:
    """The period that a canonical value writes."""
    start, end = canonical.split(PERIOD_PARTS)
    last = None if end == WITHOUT_END else date.fromisoformat(end)
    return Period(date.fromisoformat(start), last)


PARSERS: dict[str, Callable[[str], str | None]] = {
    "text": lambda text: _squeezed(text) or None,
    "name": _name,
    "company": lambda text: _COMPANY_MARKS.sub("", text) or None,
    "address": lambda text: _squeezed(text) or None,
    "identity": _identity,
    "card": _card,
    "digits": _digits,
    "landline": _phone,
    "uscc": _code(18, {"O": "0", "I": "1"}),
    "vin": _code(17, {"O": "0", "Q": "0", "I": "1"}),
    "money": _money,
    "date": _date,
    "period": _period,
}


def canonical(kind: str, text: str) -> str | None:
    """The one form in which a value of this type is kept; None when it is none."""
    return PARSERS[kind](text)


def _middle(text: str, head: int, tail: int) -> str:
    return f"{text[:head]}{'*' * max(len(text) - head - tail, 2)}{text[len(text) - tail :]}"


MASKS: dict[str, Callable[[str], str]] = {
    "name": lambda text: text[0] + "*" * (len(text) - 1),
    "address": lambda text: text[:6] + "******",
    "identity": lambda text: _middle(text, 3, 4),
    "card": lambda text: _middle(text, 4, 4),
}


def masked(kind: str, text: str) -> str:
    """The value as it may be shown."""
    return MASKS[kind](text) if kind in MASKS and text else text
