"""What servicing adds to the roll of a day: what errands wait for is done at ten."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.loans.bank import bank_of
from backoffice.loans.debits import collect
from backoffice.servicing.errands import drawing_time, find
from backoffice.servicing.kinds import each_day, kind_of, kinds
from backoffice.servicing.models import WAITING, Errand

if TYPE_CHECKING:
    from backoffice.office import Office


def waiting(session: Session, day: date) -> list[Errand]:
    """The errands whose day has come."""
    query = sa.select(Errand).where(sa.text(WAITING), Errand.effective_on <= day)
    return list(session.scalars(query.order_by(Errand.request_no)))


def next_errand(session: Session, after: date) -> date | None:
    """The next day on which an errand takes effect."""
    query = sa.select(sa.func.min(Errand.effective_on))
    found: date | None = session.scalar(query.where(sa.text(WAITING), Errand.effective_on > after))
    return found


def next_kinds_day(session: Session, after: date) -> date | None:
    """The next day on which a kind has something to do by itself."""
    asked = [kind.next_day for kind in kinds().values() if kind.next_day is not None]
    return min((day for day in (ask(session, after) for ask in asked) if day), default=None)


def do_on_day(session: Session, request_no: str, at: datetime) -> bool:
    """Do what an errand waited for; whether its kind waits for anything."""
    on_day = kind_of(find(session, request_no).errand).on_day
    if on_day is not None:
        on_day(session, request_no, at)
    return on_day is not None


def do_at_ten(office: "Office", day: date) -> None:
    """Do what the day's errands wait for; their money is handed to the bank and set off."""
    at = drawing_time(day)
    with office.database.transaction() as session:
        found = [(errand.request_no, errand.contract_no) for errand in waiting(session, day)]
    for request_no, contract_no in found:
        collect(office, bank_of(office), at, only=contract_no)  # what was in flight comes first
        with office.database.transaction() as session:
            do_on_day(session, request_no, at)
        collect(office, bank_of(office), at, only=contract_no)


DAILY = (each_day,)
NEXT = (next_errand, next_kinds_day)
AT_TEN = (do_at_ten,)
