"""Bank card numbers: length, Luhn digit, and which bank a number's beginning belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SHORTEST, LONGEST = 16, 19


class CardFault(StrEnum):
    """Why a number cannot be a debit card's."""

    FORM = "form"
    LUHN = "luhn"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class CardRange:
    """Numbers that begin with `prefix` are of this bank and kind (`debit` or `credit`)."""

    prefix: str
    bank: str
    kind: str


def digits_of(written: str) -> str:
    """The number without the blanks and dashes people write."""
    return re.sub(r"[\s\-]", "", written)


def luhn_sum(number: str) -> int:
    """The Luhn sum; a right number's is divisible by ten."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total


def luhn_digit(without_check: str) -> str:
    """The check digit to put behind a number."""
    return str(-luhn_sum(without_check + "0") % 10)


def range_of(number: str, ranges: Iterable[CardRange]) -> CardRange | None:
    """The range with the longest prefix that the number begins with."""
    fitting = [entry for entry in ranges if number.startswith(entry.prefix)]
    return max(fitting, key=lambda entry: len(entry.prefix), default=None)


def card_fault(written: str, ranges: Iterable[CardRange] = ()) -> CardFault | None:
    """Why this cannot be a debit card, or None."""
    number = digits_of(written)
    if not re.fullmatch(rf"\d{{{SHORTEST},{LONGEST}}}", number, re.ASCII):
        return CardFault.FORM
    if luhn_sum(number) % 10:
        return CardFault.LUHN
    found = range_of(number, ranges)
    return CardFault.CREDIT if found is not None and found.kind == "credit" else None
