"""The part payment of a loan: on which day, from which balance, what each effect leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backoffice.lending.contract_schedule import DatedRow
from backoffice.lending.money import ZERO
from backoffice.lending.prepayment import Effect, Prepaid, prepay
from backoffice.lending.remaining import Rest
from backoffice.lending.settlement import contract_month, fee_on, fee_pct
from backoffice.lending.terms import Method
from backoffice.loans.looking import Look
from backoffice.loans.models import ScheduleInstalment


@dataclass(frozen=True)
class Plan:
    """A part payment on a due date; `rows` are the instalments that were to follow it."""

    on: date
    amount: Decimal
    before: Decimal
    fee: Decimal
    fee_pct: Decimal
    month: int
    rows: Sequence[ScheduleInstalment]
    prepaid: Sequence[Prepaid]

    @property
    def after(self) -> Decimal:
        """The principal that is left."""
        return self.before - self.amount

    @property
    def total(self) -> Decimal:
        """What is drawn beside the instalment."""
        return self.amount + self.fee

    def effect(self, name: str) -> Prepaid | None:
        """What an effect leaves; None for one that is not to be had."""
        return next((each for each in self.prepaid if each.effect == name), None)

    def dated(self, prepaid: Prepaid) -> list[DatedRow]:
        """The rest on the due dates that stand."""
        return [
            DatedRow(
                was.period, was.due_date, row.payment, row.principal, row.interest, row.balance
            )
            for row, was in zip(prepaid.rows, self.rows, strict=False)
        ]


def rest_of(at: Look, balance: Decimal, rows: Sequence[ScheduleInstalment]) -> Rest:
    """What is owed after a due date, and the instalments that were to follow."""
    idle = next((count for count, row in enumerate(rows) if row.principal), len(rows))
    share = None
    if at.product.type is Method.EQUAL_PRINCIPAL and idle < len(rows):
        share = rows[idle].principal
    payments = tuple(row.payment for row in rows)
    return Rest(balance, at.loan.annual_rate_pct, payments, rows[-1].balloon, share, idle)


def _planned(at: Look, due: ScheduleInstalment, amount: Decimal) -> Plan | None:
    """The part payment after an instalment; None when it is the last one."""
    rows = [row for row in at.rows if row.period > due.period]
    if not rows:
        return None
    month = contract_month(at.loan.activated_on, due.due_date)
    pct = fee_pct(at.product.early_fees, month)
    effects: list[Prepaid] = []
    if ZERO < amount < due.balance:
        rest = rest_of(at, due.balance, rows)
        effects = [prepay(rest, amount, effect) for effect in Effect]
        if effects[0].rows == effects[1].rows:
            effects = effects[1:]
    fee = fee_on(amount, pct)
    return Plan(due.due_date, amount, due.balance, fee, pct, month, rows, effects)


def plan(at: Look, amount: Decimal) -> Plan | None:
    """The part payment on the next due date; None when no instalment follows that day.

    An amount that leaves nothing has no effects: the loan is settled instead.
    """
    return _planned(at, at.coming[0], amount) if at.coming else None


def plan_after(at: Look, on: date, amount: Decimal) -> Plan | None:
    """The part payment after the newest instalment that fell due, if that was on this day."""
    last = max(at.booked, default=0)
    due = next((row for row in at.rows if row.period == last and row.due_date == on), None)
    return _planned(at, due, amount) if due else None
