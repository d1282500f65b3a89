"""What servicing adds to the roll of a day: the money of errands is drawn at ten."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.loans.bank import bank_of
from backoffice.loans.daily import Daily
from backoffice.loans.debits import collect
from backoffice.servicing.models import Errand
from backoffice.servicing.settlement.drawing import ask_for
from backoffice.servicing.settlement.ordering import drawing_time

if TYPE_CHECKING:
    from backoffice.office import Office

DAILY: Sequence[Daily] = ()


def waiting(session: Session, day: date) -> list[Errand]:
    """The errands whose day has come."""
    query = sa.select(Errand).where(Errand.state == "CONFIRMED", Errand.effective_on <= day)
    return list(session.scalars(query.order_by(Errand.request_no)))


def next_errand(session: Session, after: date) -> date | None:
    """The next day on which money of an errand is drawn."""
    query = sa.select(sa.func.min(Errand.effective_on))
    found: date | None = session.scalar(
        query.where(Errand.state == "CONFIRMED", Errand.effective_on > after)
    )
    return found


def draw_at_ten(office: "Office", day: date) -> None:
    """Ask for the money of the day's errands, hand it to the bank, set off what came."""
    at = drawing_time(day)
    with office.database.transaction() as session:
        found = [(errand.request_no, errand.contract_no) for errand in waiting(session, day)]
    for request_no, contract_no in found:
        with office.database.transaction() as session:
            ask_for(session, request_no, at)
        collect(office, bank_of(office), at, only=contract_no)


NEXT = (next_errand,)
AT_TEN = (draw_at_ten,)
