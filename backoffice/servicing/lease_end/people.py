"""When nothing was chosen, or what was chosen stands still, a person is told; nothing is done."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.callbacks.schemas import RequestCallback
from backoffice.callbacks.service import take
from backoffice.deliveries.models import Delivery
from backoffice.deliveries.service import deliver_talk
from backoffice.lending.terms import Method
from backoffice.loans.looking import RUNNING, look
from backoffice.loans.models import Loan, ScheduleInstalment
from backoffice.loans.running_models import LoanStanding
from backoffice.office import office_of
from backoffice.plans.schemas import Owner
from backoffice.servicing.lease_end.rules import ERRAND, WORDS, Lease, is_lease
from backoffice.servicing.models import OPEN, Errand
from foundation.zh import day as day_zh

# No house rule decides later than this before the end.
LOOKED_AHEAD = timedelta(days=60)
STANDING_STILL = ("BOOKED", "INSPECTED", "REVIEWING")
ONE_DAY = timedelta(days=1)


def call(session: Session, contract_no: str, once: str, why: str, **figures: Any) -> bool:
    """Let a person call the customer and tell him so; the same reason once. Whether it was now."""
    office, number = office_of(session), f"lease_end:{once}"
    if session.get(Delivery, number) is not None:
        return False
    customer = session.get_one(Loan, contract_no).customer_id
    request = RequestCallback(
        owner=Owner(kind="customer", id=customer),
        reason=WORDS.say("call_reason"),
        summary=WORDS.say(f"call_{why}", contract=contract_no, **figures),
    )
    promised = take(session, office.catalogue(), office.clock.now(), request)
    said = WORDS.say(f"told_call_{why}", by=promised.call_by_zh, **figures)
    deliver_talk(session, number, customer, "service", said)
    return True


def _ending(session: Session, since: date, until: date) -> list[Loan]:
    """Running leases with a residual whose last rent is due between two days."""
    rows = ScheduleInstalment
    query = (
        sa.select(Loan)
        .join(LoanStanding, LoanStanding.contract_no == Loan.contract_no)
        .join(
            rows,
            sa.and_(
                rows.contract_no == Loan.contract_no,
                rows.version == LoanStanding.version,
                rows.balloon > 0,
            ),
        )
        .where(
            Loan.state.in_(RUNNING),
            Loan.terms["method"].astext == str(Method.FINANCE_LEASE),
            rows.due_date.between(since, until),
        )
    )
    return list(session.scalars(query.order_by(Loan.contract_no)))


def _chosen(session: Session, contract_no: str) -> Errand | None:
    query = sa.select(Errand).where(
        Errand.contract_no == contract_no, Errand.errand == ERRAND, Errand.state.in_(OPEN)
    )
    return session.scalars(query).first()


def _undecided(session: Session, loan: Loan, day: date) -> None:
    at = look(session, loan)
    if not is_lease(at) or day <= Lease(at).closes or _chosen(session, loan.contract_no):
        return
    end = Lease(at).end
    name = "undecided" if day <= end else "over"
    call(session, loan.contract_no, f"{name}:{loan.contract_no}:{end}", name, end=day_zh(end))


def _still(session: Session, errand: Errand) -> None:
    once = f"still:{errand.request_no}"
    call(session, errand.contract_no, once, "still", end=day_zh(errand.effective_on))


def each_day(session: Session, day: date) -> None:
    """Tell a person of leases without a choice in time, and of returns that did not end in time."""
    for loan in _ending(session, day - LOOKED_AHEAD, day + LOOKED_AHEAD):
        _undecided(session, loan, day)
    query = sa.select(Errand).where(
        Errand.errand == ERRAND, Errand.state.in_(STANDING_STILL), Errand.effective_on < day
    )
    for errand in session.scalars(query.order_by(Errand.request_no)).all():
        _still(session, errand)


def next_day(session: Session, after: date) -> date | None:
    """The next day on which a choice is overdue, or a lease is over."""
    found = []
    for loan in _ending(session, after, after + LOOKED_AHEAD):
        lease = Lease(look(session, loan))
        found += [lease.closes + ONE_DAY, lease.end + ONE_DAY]
    return min((day for day in found if day > after), default=None)
