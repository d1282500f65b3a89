"""What kind of personal number a group of digits is: checks of form, checksum and grouping.

Amounts, terms and kilometres typed one after the other must pass; an identity, card or phone
number must not, however it is spaced.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

Kind = Literal["id_card", "bank_card", "phone", "number"]

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PHONE = re.compile(r"(?:00)?(?:86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}")
_TIMESTAMP = re.compile(r"20[1-4]\d(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])\d{4,6}")
_NAMED = re.compile(
    r"手机|电话|号码|联系方式|身份证|证件|证号|银行卡|卡号|储蓄卡|信用卡|微信号|机号"
)
_CARD_START = re.compile(r"[3-6]|9")
_PHONE_GROUPINGS = {
    (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (3, 3, 5), (4, 7), (8, 3), (3, 5, 3), (4, 3, 4),
    (3, 3, 3, 2), (3, 2, 2, 2, 2), (3, 4, 2, 2), (2, 3, 3, 3), (1, 10), (2, 9), (10, 1), (9, 2),
}  # fmt: skip


def luhn(digits: str) -> bool:
    """Whether the card checksum holds."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def id_checksum(number: str) -> bool:
    """Whether the last place of an 18-place identity number is its check character."""
    total = sum(int(d) * weight for d, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17].upper()


def _is_date(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _is_birthday(eight: str) -> bool:
    year = int(eight[:4])
    return 1900 <= year <= 2035 and _is_date(year, eight[4:6], eight[6:8])


def _like_amounts(groups: Sequence[str]) -> bool:
    """Whether every group reads as a round figure, a term or a percentage."""
    return len(groups) > 1 and all(
        group[0] != "0" and len(group) <= 7 and (len(group) <= 2 or int(group) % 10 == 0)
        for group in groups
    )


def _digit_by_digit(groups: Sequence[str]) -> bool:
    return max(len(group) for group in groups) <= 2


def _is_phone(digits: str, groups: Sequence[str], named: bool) -> bool:
    found = _PHONE.fullmatch(digits)
    if found is None:
        return len(groups) <= 3 and bool(_LANDLINE.fullmatch(digits))
    if named or len(groups) == 1 or _digit_by_digit(groups):
        return True
    if groups[0] in ("86", "0086"):
        groups = groups[1:]
    if _like_amounts(groups):
        return False
    if tuple(len(group) for group in groups) in _PHONE_GROUPINGS:
        return True
    if any(group[0] == "0" for group in groups[1:]):
        return True
    # 5 + 6 and the like are how two amounts stand together; amounts are round, phones are not.
    return any(len(group) >= 5 and int(group) % 10 for group in groups)


def _is_id(digits: str, groups: Sequence[str], named: bool) -> bool:
    if not named and _like_amounts(groups):
        return False
    if len(digits) == 18:
        body = digits[:17]
        return body.isdigit() and (
            len(groups) == 1 or _is_birthday(digits[6:14]) or id_checksum(digits)
        )
    if len(digits) == 15 and digits.isdigit():
        return _is_date(1900 + int(digits[6:8]), digits[8:10], digits[10:12])
    return False


def _is_card(digits: str, groups: Sequence[str], named: bool) -> bool:
    if not 13 <= len(digits) <= 19 or not digits.isdigit():
        return False
    valid = luhn(digits)
    if named or len(groups) == 1:
        return valid or digits.startswith("62")
    if _like_amounts(groups) or not _CARD_START.match(digits):
        return False
    lengths = [len(group) for group in groups]
    even = len(set(lengths[:-1])) == 1 and lengths[-1] <= lengths[0] and lengths[0] <= 6
    natural = even or max(lengths) >= 9 or any(group[0] == "0" for group in groups[1:])
    return natural and (valid or digits.startswith("62"))


def kind_of(groups: Sequence[str], *, named: bool = False) -> Kind | None:
    """The kind of number the groups make together, or None when they are plain figures.

    The last group may end in `X`. `named`: the customer calls it a number of his (手机号, 卡号), so
    that no grouping makes it an amount. A long number that fits no form (`number`) is told only
    of groups that stand as one.
    """
    digits = "".join(groups)
    if len(digits) < 10:
        return None
    if digits.isdigit() and _is_phone(digits, groups, named):
        return "phone"
    if _is_id(digits, groups, named):
        return "id_card"
    if len(groups) == 1 and _TIMESTAMP.fullmatch(digits):
        return None
    if _is_card(digits, groups, named):
        return "bank_card"
    return "number" if len(groups) == 1 else None


def is_named(text: str) -> bool:
    """Whether `text` speaks of a phone, identity or card number."""
    return bool(_NAMED.search(text))


def value_of(kind: Kind, digits: str) -> str:
    """The number as it is kept: a phone without its country code."""
    found = _PHONE.fullmatch(digits) if kind == "phone" else None
    return found.group(1) if found else digits


def masked(kind: Kind, value: str) -> str:
    """The form a person may see: first three and last four places; unknown numbers not at all."""
    if kind == "number" or len(value) < 8:
        return "*" * len(value)
    return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}"
