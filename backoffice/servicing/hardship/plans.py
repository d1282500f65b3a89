"""What each way out makes of a schedule: rows that replace it, what it costs, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backoffice.lending.contract_schedule import DatedRow
from backoffice.lending.due_dates import add_months
from backoffice.lending.hardship import (
    capitalise_within,
    interest_only,
    longer_term,
    may_lengthen,
    moved_due_day,
)
from backoffice.lending.money import ZERO
from backoffice.lending.remaining import Rest
from backoffice.lending.schedule import Row
from backoffice.loans.looking import Look
from backoffice.loans.running_models import Due
from backoffice.servicing.hardship.policy import (
    CAPITALISE,
    DUE_DAY,
    INTEREST_ONLY,
    LONGER_TERM,
    rules,
)
from backoffice.servicing.prepayment.planning import rest_of


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; None: what the rules propose."""

    due_day: int | None = None
    pause_months: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A way out. `takes_in`: what is overdue joins the rest, so that nothing is late any more.

    `payment_now` is paid first, `payment_after` later; `until` is the last day of the relief.
    """

    kind: str
    rows: tuple[DatedRow, ...]
    payment_now: Decimal
    payment_after: Decimal
    extra_interest: Decimal
    until: date
    due_day: int
    months: int = 0
    shift: int = 0
    takes_in: bool = False

    @property
    def last_due(self) -> date:
        """The new end."""
        return self.rows[-1].due_date


def arrears(at: Look) -> list[Due]:
    """The instalments that fell due and are unpaid."""
    return [due for due in at.open_dues if due.part == "instalment"]


def penalty_of(dues: Sequence[Due]) -> Decimal:
    """The interest of delay on them that is unpaid."""
    return sum((due.penalty - due.penalty_paid for due in dues), ZERO)


def _interest_open(dues: Sequence[Due]) -> Decimal:
    return sum((due.interest - due.interest_paid for due in dues), ZERO)


def _rest(at: Look, balance: Decimal) -> Rest:
    return rest_of(at, balance, at.coming)


def _odd_days(at: Look) -> Decimal:
    """By how much the next instalment's interest differs from a month's, for its days."""
    rest = _rest(at, at.standing.principal)
    return at.coming[0].interest - rest.interest(rest.balance)


def _first_paid(rows: Sequence[DatedRow], extra: Decimal) -> list[DatedRow]:
    """Add interest to the first row in which anything is paid."""
    index = next(i for i, row in enumerate(rows) if row.payment > 0)
    changed = list(rows)
    row = changed[index]
    changed[index] = row._replace(payment=row.payment + extra, interest=row.interest + extra)
    return changed


def _dated(at: Look, rows: Sequence[Row]) -> list[DatedRow]:
    """The rows on the loan's due days from the next one on."""
    first = at.coming[0]
    dated = [
        DatedRow(
            first.period + index,
            add_months(first.due_date, index, at.loan.due_day),
            *(row.payment, row.principal, row.interest, row.balance),
        )
        for index, row in enumerate(rows)
    ]
    return _first_paid(dated, _odd_days(at))


def _taken_in(dues: Sequence[Due], balance: Decimal) -> list[DatedRow]:
    """The overdue periods anew: only what was paid counts, their interest joins the principal."""
    left, rows = balance + sum((due.principal_paid for due in dues), ZERO), []
    for due in dues:
        paid = due.principal_paid + due.interest_paid
        principal = paid - due.interest
        left -= principal
        rows.append(DatedRow(due.period, due.due_date, paid, principal, due.interest, left))
    return rows


def _extra(at: Look, rows: Sequence[Row]) -> Decimal:
    planned = sum((row.interest for row in at.coming), ZERO) - _odd_days(at)
    return sum((row.interest for row in rows), ZERO) - planned


def _shifted(at: Look, day: int) -> date | None:
    """The next due date on another day of the month, as near as it can be and far enough ahead."""
    before = at.coming[0].due_date
    most, lead = rules()["due_day_shift"], timedelta(days=rules()["due_day_lead"])
    month = before.replace(day=1)
    near = [
        found
        for found in (add_months(month, index, day) for index in (-1, 0, 1))
        if 0 < abs((found - before).days) <= most and found > at.today + lead
    ]
    return min(near, key=lambda found: abs((found - before).days), default=None)


def proposed_day(at: Look) -> int | None:
    """The latest due day that the rules allow."""
    before = at.coming[0].due_date
    for days in range(rules()["due_day_shift"], 0, -1):
        day = (before + timedelta(days=days)).day
        if day <= rules()["due_day_last"] and _shifted(at, day) is not None:
            return day
    return None


def move_due_day(at: Look, day: int) -> Plan | None:
    """Another due day; the next period is so much longer or shorter."""
    first = _shifted(at, day)
    if first is None:
        return None
    before = at.coming[0]
    shift = (first - before.due_date).days
    extra = moved_due_day(at.standing.principal, at.loan.annual_rate_pct, shift)
    rows = [
        DatedRow(
            row.period,
            add_months(first, index, day),
            *(row.payment, row.principal, row.interest, row.balance),
        )
        for index, row in enumerate(at.coming)
    ]
    rows[0] = rows[0]._replace(payment=rows[0].payment + extra, interest=rows[0].interest + extra)
    after = (rows[1] if len(rows) > 1 else rows[0]).payment
    return Plan(
        DUE_DAY, tuple(rows), rows[0].payment, after, extra, first, due_day=day, shift=shift
    )  # fmt: skip


def pay_interest_only(at: Look, months: int) -> Plan | None:
    """Only interest for some months; None where the contract would end too late."""
    if not may_lengthen(at.rows[-1].period, months, rules()["cap_months"]):
        return None
    relief = interest_only(_rest(at, at.standing.principal), months)
    rows = _dated(at, relief.rows)
    return Plan(
        INTEREST_ONLY,
        tuple(rows),
        relief.payment,
        relief.payment_after,
        relief.extra_interest,
        rows[months - 1].due_date,
        at.loan.due_day,
        months,
    )


def capitalise(at: Look, months: int) -> Plan | None:
    """Nothing for some months, counted from the first unpaid one; the end stays."""
    dues = arrears(at)
    pause, due = max(months - len(dues), 0), _interest_open(dues)
    if len(at.coming) <= pause or not (pause or due):
        return None
    relief = capitalise_within(_rest(at, at.standing.outstanding), pause, due)
    coming = _first_paid(_dated(at, relief.rows), penalty_of(dues))
    rows = [*_taken_in(dues, at.standing.outstanding), *coming]
    until = coming[pause - 1].due_date if pause else dues[-1].due_date
    return Plan(
        CAPITALISE,
        tuple(rows),
        ZERO,
        relief.payment_after,
        _extra(at, relief.rows),
        until,
        at.loan.due_day,
        months,
        takes_in=bool(dues),
    )


def lengthen(at: Look) -> Plan | None:
    """More months, lower instalments; None where the contract is as long as it may be."""
    term, cap = at.rows[-1].period, rules()["cap_months"]
    months = min(rules()["longer_by_months"], cap - term)
    if months < 1:
        return None
    dues = arrears(at)
    rest = _rest(at, at.standing.outstanding + _interest_open(dues))
    relief = longer_term(rest, months, term, cap)
    coming = _first_paid(_dated(at, relief.rows), penalty_of(dues))
    rows = [*_taken_in(dues, at.standing.outstanding), *coming]
    return Plan(
        LONGER_TERM,
        tuple(rows),
        relief.payment,
        relief.payment,
        _extra(at, relief.rows),
        rows[-1].due_date,
        at.loan.due_day,
        months,
        takes_in=bool(dues),
    )


def plan(at: Look, kind: str, wish: Wish) -> Plan | None:
    """One way out, or None where the loan does not allow it."""
    if not at.coming:
        return None
    months = wish.pause_months or rules()["pause_most_months"]
    if kind == DUE_DAY:
        day = wish.due_day or proposed_day(at)
        return move_due_day(at, day) if day else None
    if kind == INTEREST_ONLY:
        return pay_interest_only(at, months)
    return capitalise(at, months) if kind == CAPITALISE else lengthen(at)
