"""What a paper is judged against: the day, the person, the purchase, his other papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from backoffice.lending.validation.bank_card import CardRange


class Register(StrEnum):
    """What a register said about a paper; `UNKNOWN`: not asked, or it did not answer."""

    CONFIRMS = "confirms"
    DENIES = "denies"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Bought:
    """The purchase as the application has it."""

    price: Decimal | None = None
    list_price: Decimal | None = None
    down_payment: Decimal | None = None
    loan_amount: Decimal | None = None
    term_months: int = 0
    highest_payment: Decimal | None = None
    vin: str | None = None


@dataclass(frozen=True)
class Person:
    """A party as far as he is known."""

    name: str | None = None
    id_no: str | None = None


@dataclass(frozen=True)
class Case:
    """All that rules may look at. `others`: values of accepted papers by document.

    `shared`: a co-borrower pays as well, whose income the decision counts too. `renewal`: the card
    takes the place of one that is on file until `known_until`. `company`: a trader's
    firm, or the company that buys; its legal representative is the person.
    """

    today: date
    fictional: bool = False
    role: str = "borrower"
    customer_type: str = "private"
    person: Person = Person()
    spouse: Person | None = None
    employer: str | None = None
    company: str | None = None
    city: str | None = None
    bought: Bought = Bought()
    shared: bool = False
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    card_ranges: Sequence[CardRange] = ()
    register: Register = Register.UNKNOWN
    tried_before: bool = False
    renewal: bool = False
    known_until: date | None = None

    def other(self, document: str, name: str) -> str | None:
        """A value of another accepted paper."""
        return self.others.get(document, {}).get(name)
