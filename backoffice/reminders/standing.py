"""What is true of the loans behind reminders, read for many at once when they are said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.customers.models import Customer
from backoffice.lending.money import ZERO, r2
from backoffice.lending.penalty import penalty_per_day
from backoffice.lending.terms import Method
from backoffice.loans.looking import RUNNING
from backoffice.loans.models import Loan, ScheduleInstalment
from backoffice.loans.running_models import Debit, Due, LoanStanding, Mandate
from backoffice.reminders.choices import Choice, of_ladder, read
from backoffice.reminders.guests import Key, Own, judged, key_of, of_guest
from backoffice.reminders.ladder import ladder
from backoffice.reminders.models import KnownDate, Reminder, ReminderChoice
from backoffice.servicing.models import PENDING, Errand

ENDED_IN_VAIN = ("CANCELLED", "FAILED")
DUES = ("failed", "overdue")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a reminder tells; `amount` is of this contract alone, `tail` of the card drawn from.

    `own`: another room's words for it.
    """

    kind: str
    step: int
    about: date
    contract_no: str = ""
    car: str = ""
    amount: Decimal = ZERO
    tail: str | None = None
    per_day: Decimal = ZERO
    code: str | None = None
    own: Own | None = None


@dataclass
class Standing:
    """The loans, dues, cards, errands and choices behind a page of reminders, as they are now."""

    loans: dict[str, Loan] = field(default_factory=dict)
    rows: dict[tuple[str, date], ScheduleInstalment] = field(default_factory=dict)
    dues: dict[str, list[Due]] = field(default_factory=dict)
    cards: dict[str, Mandate] = field(default_factory=dict)
    codes: dict[str, str | None] = field(default_factory=dict)
    errands: dict[str, list[Errand]] = field(default_factory=dict)
    dates: dict[tuple[str, str, str], date] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    guests: dict[Key, "Judged"] = field(default_factory=dict)

    def choice(self, customer_id: str) -> Choice:
        """What the customer chose, or the ladder's."""
        return self.choices.get(customer_id) or of_ladder()


Judged = Fact | str


def gather(session: Session, reminders: Iterable[Reminder]) -> Standing:
    """Read everything at once; nothing that was read before is trusted."""
    found = list(reminders)
    numbers = list({r.contract_no for r in found if r.contract_no})
    people = list({r.customer_id for r in found})
    at = Standing()

    def every(query: Any) -> Sequence[Any]:
        return session.scalars(query.execution_options(populate_existing=True)).all()

    at.loans = {
        n.contract_no: n for n in every(sa.select(Loan).where(Loan.contract_no.in_(numbers)))
    }
    at.rows = {(r.contract_no, r.due_date): r for r in every(_rows(found, numbers))}
    at.dues = _by_contract(every(_dues(found, numbers)))
    at.cards = {m.contract_no: m for m in every(_cards(numbers))}
    late = [r.contract_no for r in found if r.kind in DUES]
    at.codes = {d.contract_no: d.code for d in every(_debits(late))}
    at.errands = _by_contract(every(sa.select(Errand).where(Errand.contract_no.in_(numbers))))
    known = every(sa.select(KnownDate).where(KnownDate.customer_id.in_(people)))
    at.dates = {(k.customer_id, k.kind, k.contract_no): k.ends_on for k in known}
    customers = every(sa.select(Customer).where(Customer.customer_id.in_(people)))
    at.customers = {c.customer_id: c for c in customers}
    chosen = every(sa.select(ReminderChoice).where(ReminderChoice.customer_id.in_(people)))
    at.choices = {c.customer_id: read(c) for c in chosen}
    at.guests = judged(session, found)
    return at


def _rows(reminders: Sequence[Reminder], numbers: Sequence[str]) -> Any:
    """The instalments in force on the days that reminders are about."""
    row, standing = ScheduleInstalment, LoanStanding
    days = {r.about for r in reminders}
    same = (standing.contract_no == row.contract_no) & (standing.version == row.version)
    where = (row.contract_no.in_(numbers), row.due_date.in_(days))
    return sa.select(row).join(standing, same).where(*where)


def _dues(reminders: Sequence[Reminder], numbers: Sequence[str]) -> Any:
    """What is open, and what fell due on the days that reminders are about."""
    days = {r.about for r in reminders}
    open_or_asked = sa.or_(Due.paid_on.is_(None), Due.due_date.in_(days))
    query = sa.select(Due).where(Due.contract_no.in_(numbers), open_or_asked)
    return query.order_by(Due.due_date, Due.period)


def _cards(numbers: Sequence[str]) -> Any:
    """Of each loan's cards the one that is drawn from next comes last."""
    query = sa.select(Mandate).where(Mandate.contract_no.in_(numbers), Mandate.state == "active")
    return query.order_by(Mandate.from_day, Mandate.mandate_no)


def _debits(numbers: Sequence[str]) -> Any:
    """The answered tries of each loan, the newest last."""
    query = sa.select(Debit).where(
        Debit.contract_no.in_(numbers), Debit.purpose == "due", Debit.state != "asked"
    )
    return query.order_by(Debit.debit_no)


def _by_contract(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.contract_no].append(row)
    return found


def judge(at: Standing, reminder: Reminder) -> Judged:
    """What is to be said, or in a word why it is not said any more."""
    if of_guest(reminder):
        return at.guests[key_of(reminder)]
    if reminder.contract_no:
        loan = at.loans.get(reminder.contract_no)
        if loan is None or loan.state not in RUNNING:
            return "ended"
        if _needless(at, reminder):
            return "chosen"
    if reminder.kind in DUES:
        return _late(at, reminder)
    if reminder.kind in ("id_expiry", "insurance"):
        return _ending(at, reminder)
    return _ahead(at, reminder)


def _needless(at: Standing, reminder: Reminder) -> bool:
    after = ladder().kind(reminder.kind).needless_after
    errands = at.errands.get(reminder.contract_no, [])
    return any(e.errand in after and e.state not in ENDED_IN_VAIN for e in errands)


def _fact(at: Standing, reminder: Reminder, **more: Any) -> Fact:
    loan = at.loans.get(reminder.contract_no)
    card = at.cards.get(reminder.contract_no)
    usable = card is not None and card.from_day <= reminder.about and loan and loan.autopay
    return Fact(
        reminder.kind,
        reminder.step,
        reminder.about,
        reminder.contract_no,
        car=loan.vehicle["name"] if loan else "",
        tail=card.tail if card is not None and usable else None,
        **more,
    )


def _ahead(at: Standing, reminder: Reminder) -> Judged:
    """What falls due on a day to come, as the schedule in force has it."""
    loan = at.loans[reminder.contract_no]
    row = at.rows.get((reminder.contract_no, reminder.about))
    if row is None:
        return "moved"
    leased = loan.terms["method"] == Method.FINANCE_LEASE
    if reminder.kind != "due":
        return _fact(at, reminder, amount=row.balloon) if row.balloon else "moved"
    if reminder.step not in at.choice(reminder.customer_id).lead_days:
        return "not_wanted"
    due = [d for d in at.dues.get(reminder.contract_no, []) if d.due_date == reminder.about]
    if due and all(d.paid_on for d in due):
        return "paid"
    return _fact(at, reminder, amount=row.payment + (ZERO if leased else row.balloon))


def _late(at: Standing, reminder: Reminder) -> Judged:
    """What should have been paid, while it is not, is collected and nobody decides about relief."""
    loan = at.loans[reminder.contract_no]
    late = [d for d in at.dues.get(reminder.contract_no, []) if d.paid_on is None]
    late = [d for d in late if d.due_date <= reminder.about]
    if not late:
        return "paid"
    if late[0].due_date != reminder.about and reminder.kind == "overdue":
        return "older"
    if loan.collection_paused_on is not None:
        return "rests"
    rests = ladder().pressing_rests_while
    pending = at.errands.get(reminder.contract_no, [])
    if any(e.errand in rests and e.state in PENDING for e in pending):
        return "rests"
    amount = sum((d.open_amount for d in late), ZERO)
    per_day = r2(penalty_per_day(amount, loan.annual_rate_pct, loan.late_multiplier))
    code = at.codes.get(reminder.contract_no)
    return _fact(at, reminder, amount=amount, per_day=per_day, code=code)


def _ending(at: Standing, reminder: Reminder) -> Judged:
    """A card or a policy that ends, unless a newer one is known; no policy of a lost car."""
    loan = at.loans.get(reminder.contract_no)
    if loan is not None and loan.total_loss:
        return "lost"
    key = (reminder.customer_id, reminder.kind, reminder.contract_no)
    return _fact(at, reminder) if at.dates.get(key) == reminder.about else "renewed"
