"""Identity numbers of 18 places (GB 11643): form, date of birth, check digit, age rules."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FORM = re.compile(
    r"[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]", re.ASCII
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    {
        *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
        *range(61, 66), 71, *range(81, 84),
    }
)  # fmt: skip
# Never given to anybody: the region of fictional people.
FICTIONAL_REGION = 99
OLDEST_YEARS = 120
ADULT_YEARS = 18
OLDEST_AT_END = {"borrower": 65, "co_borrower": 65, "guarantor": 70}
MONTHS = 12


class IdentityFault(StrEnum):
    """Why a number cannot be an identity number."""

    FORM = "form"
    REGION = "region"
    DATE = "date"
    CHECKSUM = "checksum"


class AgeFault(StrEnum):
    """Why a person of this age cannot be a party of this loan."""

    UNDER_AGE = "under_age"
    TOO_OLD = "too_old"


class IdentityNumberWrong(ValueError):
    """No identity number; `fault` says why."""

    def __init__(self, fault: IdentityFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A well-formed identity number and what it says."""

    number: str
    born: date
    male: bool


def check_sign(first_17: str) -> str:
    """The 18th place that belongs to the first 17."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def parse_identity(written: str, on: date, *, fictional: bool = False) -> IdentityNumber:
    """The identity number as read on day `on`; raises `IdentityNumberWrong`.

    `fictional` also lets in the region 99, which the sandbox's people come from.
    """
    number = re.sub(r"\s", "", written).upper()
    if not _FORM.fullmatch(number):
        raise IdentityNumberWrong(IdentityFault.FORM)
    region = int(number[:2])
    if region not in _PROVINCES and not (fictional and region == FICTIONAL_REGION):
        raise IdentityNumberWrong(IdentityFault.REGION)
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise IdentityNumberWrong(IdentityFault.DATE) from error
    if born > on or months_lived(born, on) > OLDEST_YEARS * MONTHS:
        raise IdentityNumberWrong(IdentityFault.DATE)
    if check_sign(number[:17]) != number[17]:
        raise IdentityNumberWrong(IdentityFault.CHECKSUM)
    return IdentityNumber(number, born, int(number[16]) % 2 == 1)


def months_lived(born: date, on: date) -> int:
    """Whole months from birth to a day; someone born on 29 February ages on 1 March."""
    months = (on.year - born.year) * MONTHS + on.month - born.month
    return months - (on.day < born.day)


def age(born: date, on: date) -> int:
    """Age in whole years."""
    return months_lived(born, on) // MONTHS


def age_fault(born: date, on: date, term_months: int, role: str) -> AgeFault | None:
    """Whether the person is of age and the loan ends before the role's highest age."""
    lived = months_lived(born, on)
    if lived < ADULT_YEARS * MONTHS:
        return AgeFault.UNDER_AGE
    if lived + term_months > OLDEST_AT_END[role] * MONTHS:
        return AgeFault.TOO_OLD
    return None
