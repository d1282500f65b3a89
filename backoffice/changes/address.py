"""Changing the address: self-declared from a day on; another city concerns the mortgage too."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Level
from backoffice.changes.finding import end
from backoffice.changes.models import Change, CustomerAddress
from backoffice.changes.opening import open_change
from backoffice.changes.telling import WORDS, notify_old_contact, tell
from backoffice.clock.working_time import working_days_after
from backoffice.customers.models import Customer
from backoffice.loans.looking import RUNNING
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.refusals import Refusal
from foundation.zh import day

KIND = "address"
WORK = "move_address"
LETTER_WORKING_DAYS = 3
BACK, AHEAD = timedelta(days=30), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class AddressPlan:
    """What an address would change, and how surely its customer must be known."""

    address: str
    city: str
    old_city: str | None
    from_day: date
    mortgaged: bool
    today: date

    @property
    def city_changes(self) -> bool:
        """Whether it is in another city than the one on file."""
        return self.old_city is not None and self.city != self.old_city

    @property
    def level(self) -> Level:
        """How surely the customer must be known."""
        return Level.L2 if self.city_changes else Level.L1

    @property
    def needs_letter(self) -> bool:
        """Whether the mortgage's office changes, for which the lender writes a letter."""
        return self.city_changes and self.mortgaged

    @property
    def done_by(self) -> date:
        """By when it is in force everywhere."""
        if not self.needs_letter:
            return max(self.from_day, self.today)
        return max(self.from_day, working_days_after(self.today, LETTER_WORKING_DAYS))

    @property
    def note(self) -> str:
        """What follows from it, in words."""
        if self.needs_letter:
            return WORDS.say("address_letter", by=day(self.done_by))
        key = "address_later" if self.from_day > self.today else "address_now"
        return WORDS.say(key, on=day(self.done_by))

    def figures(self) -> dict[str, str | bool | None]:
        """As it is shown."""
        return {
            "address": self.address,
            "city": self.city,
            "old_city": self.old_city,
            "from_day": self.from_day.isoformat(),
            "done_by": self.done_by.isoformat(),
            "city_changes": self.city_changes,
            "needs_letter": self.needs_letter,
            "note": self.note,
        }


def mortgaged_loans(session: Session, customer_id: str) -> list[Loan]:
    """The customer's running loans on whose cars a mortgage stands."""
    query = sa.select(Loan).where(Loan.customer_id == customer_id, Loan.state.in_(RUNNING))
    return [
        loan
        for loan in session.scalars(query.order_by(Loan.contract_no))
        if loan.lien and loan.lien.get("status") != "RELEASED"
    ]


def plan(
    session: Session, customer: Customer, address: str, city: str, from_day: date
) -> AddressPlan:
    """What an address would change; raises `Refusal` (FIELD_INVALID) for a day out of reach."""
    today = office_of(session).clock.business_date()
    if not today - BACK <= from_day <= today + AHEAD:
        hint = WORDS.say("address_day", first=day(today - BACK), last=day(today + AHEAD))
        allowed = {"field": "from_day", "hint": hint}
        label = WORDS.say("from_day_label")
        raise Refusal("FIELD_INVALID", allowed=allowed, label=label, hint=hint)
    mortgaged = bool(mortgaged_loans(session, customer.customer_id))
    return AddressPlan(address, city, customer.city, from_day, mortgaged, today)


def change_address(session: Session, customer: Customer, found: AddressPlan) -> Change:
    """Take an address: at once, on its day, or after the lender's letter.

    Raises `Refusal` (CHANGE_OPEN).
    """
    change = open_change(
        session, customer, KIND, state="WAITING", figures=found.figures(),
        effective_on=found.from_day,
    )  # fmt: skip
    notify_old_contact(session, change)
    if found.needs_letter:
        change.review = ["mortgage_city"]
        tell(session, change, "address_letter", by=day(found.done_by))
        session.flush()
    else:
        apply_if_due(session, change)
    return change


def apply_if_due(session: Session, change: Change) -> bool:
    """Put an address into force when its day has come and nobody has to look any more."""
    today = office_of(session).clock.business_date()
    on = change.effective_on or today
    if change.state not in ("WAITING", "CHECKING") or change.review or on > today:
        return False
    figures = change.figures
    session.merge(
        CustomerAddress(
            request_no=change.request_no,
            customer_id=change.customer_id,
            address=figures["address"],
            city=figures["city"],
            from_day=on,
        )
    )
    session.get_one(Customer, change.customer_id, with_for_update=True).city = figures["city"]
    end(session, change, "DONE")
    tell(session, change, "address", on=day(on))
    return True


def address_on_file(session: Session, customer_id: str) -> CustomerAddress | None:
    """The address in force: the one of the newest day."""
    query = sa.select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    newest = query.order_by(CustomerAddress.from_day.desc(), CustomerAddress.request_no.desc())
    return session.scalars(newest.limit(1)).one_or_none()


def due(session: Session, day_: date) -> list[str]:
    """The addresses whose day has come."""
    query = sa.select(Change.request_no).where(
        Change.kind == KIND, Change.state == "WAITING", Change.effective_on <= day_,
        sa.func.jsonb_array_length(Change.review) == 0,
    )  # fmt: skip
    return list(session.scalars(query.order_by(Change.request_no)))
