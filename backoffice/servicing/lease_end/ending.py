"""The lease's last day at ten: the car goes back, is bought, or the lease goes on as signed."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.deliveries.service import deliver_talk
from backoffice.lending.contract_schedule import DatedRow
from backoffice.lending.due_dates import due_dates
from backoffice.lending.lease_end import renewal
from backoffice.lending.money import ZERO
from backoffice.loans.charging import charge
from backoffice.loans.dues import hold
from backoffice.loans.ledger import Account, Booking, book
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.loans.paying import restate
from backoffice.loans.running_models import Debit, LoanStanding, Mandate
from backoffice.loans.schedules import replace
from backoffice.servicing.drawing import ask_money, errand_drawn, fail, instalment_asked
from backoffice.servicing.errands import find
from backoffice.servicing.lease_end.rules import BUYOUT, RENEW, WORDS, Lease
from backoffice.servicing.models import Errand
from backoffice.workflows.orders import order
from foundation.zh import day as day_zh
from foundation.zh import yuan

END_LEASE = "end_lease"


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def on_last_day(session: Session, request_no: str, at: datetime) -> None:
    """Do what was chosen, on the lease's last day after its last rent was tried."""
    errand = find(session, request_no, lock=True)
    choice = errand.details["choice"]
    if choice == BUYOUT and errand.state == "CONFIRMED":
        try_to_buy(session, errand, at)
        order(session, END_LEASE, request_no)
    elif choice == RENEW and errand.state == "ACCEPTED":
        go_on(session, errand, at)
    elif errand.state == "ACCEPTED":
        end_return(session, errand, at)


def end_return(session: Session, errand: Errand, at: datetime) -> None:
    """The car is back: its residual is no claim any more, the accepted fees fall due.

    What is due then is drawn as every rent is; the contract is settled once it is paid.
    """
    number, on = errand.contract_no, _day(at)
    hold(session, [number])
    loan = session.get_one(Loan, number, populate_existing=True)
    total = Decimal(errand.details["report"]["total"])
    if total:
        charge(session, loan, "return", on, ZERO, ZERO, {Account.FEE_INCOME: total})
    session.flush()
    left = session.get_one(LoanStanding, number, populate_existing=True).principal
    if left:
        sides = {Account.RETURNED_VEHICLES: left, Account.LEASE_RECEIVABLE: -left}
        book(session, Booking(number, f"returned:{number}", "returned", on, sides))
    restate(session, [number], [on])
    errand.state = "DRAWING"
    session.flush()
    order(session, END_LEASE, errand.request_no)


def _fails_to_buy(at: Look, errand: Errand, day: date) -> str | None:
    """Why the car cannot be bought: the last rent was not paid that day."""
    fell_due = any(
        due.part == "instalment" and due.due_date == errand.effective_on for due in at.dues
    )
    if day > errand.effective_on or not fell_due or at.open_dues:
        return "instalment"
    return None if at.standing.outstanding == Lease(at).residual else "principal"


def try_to_buy(session: Session, errand: Errand, at: datetime) -> bool:
    """Ask the bank for the residual; False while the last rent is with the bank."""
    if errand.state != "CONFIRMED":
        return True
    hold(session, [errand.contract_no])
    loan, day = session.get_one(Loan, errand.contract_no, populate_existing=True), _day(at)
    if day <= errand.effective_on and instalment_asked(session, errand.contract_no):
        return False
    why = _fails_to_buy(look(session, loan), errand, day)
    if why:
        fail(errand, why, at)
        session.flush()
    else:
        ask_money(session, errand, errand.amount, at)
    return True


def bought(session: Session, debit: Debit) -> None:
    """The residual is there: make it due, so that it is set off and the lease is settled."""
    errand = errand_drawn(session, debit)
    if errand is None:
        return
    hold(session, [debit.contract_no])
    loan = session.get_one(Loan, debit.contract_no, populate_existing=True)
    at = look(session, loan)
    lease = Lease(at)
    if at.standing.outstanding != lease.residual:
        fail(errand, "late", debit.answered_at or debit.asked_at)
    else:
        costs = {Account.FEE_INCOME: lease.buyout_fee}
        charge(session, loan, "buyout", debit.asked_on, lease.residual, ZERO, costs)
        errand.state, errand.paid_on = "PAID", debit.asked_on
    session.flush()


def transferred(session: Session, errand: Errand) -> None:
    """The car is the customer's in the register as well."""
    errand.state = "DONE"
    session.flush()


def end_mandates(session: Session, contract_no: str, on: date | None) -> None:
    """No card is drawn from any more."""
    session.execute(
        sa.update(Mandate)
        .where(Mandate.contract_no == contract_no, Mandate.state != "ended")
        .values(state="ended", ended_on=on)
    )


def renewed_rows(at: Look, months: int) -> list[DatedRow]:
    """The rents that follow the lease's last one, on the same day of each month."""
    lease, last = Lease(at), at.rows[-1].period
    plan = renewal(lease.residual, lease.renewal_rate, months)
    # The first of these is the last day of the lease itself.
    dates = due_dates(at.rows[0].due_date, last + months)[last:]
    return [
        DatedRow(last + row.period, due, row.payment, row.principal, row.interest, row.balance)
        for row, due in zip(plan.rows, dates, strict=True)
    ]


def go_on(session: Session, errand: Errand, at: datetime) -> None:
    """Put the signed supplementary schedule in force."""
    hold(session, [errand.contract_no])
    loan, on = session.get_one(Loan, errand.contract_no, populate_existing=True), _day(at)
    rows = renewed_rows(look(session, loan), int(errand.details["way"]["months"]))
    replace(session, loan, rows, ZERO, on, "renewal")
    errand.state, errand.paid_on, errand.ended_on = "DONE", on, on
    told = WORDS.say(
        "told_renewed",
        months=len(rows),
        payment=yuan(rows[0].payment),
        first=day_zh(rows[0].due_date),
        last=day_zh(rows[-1].due_date),
    )
    deliver_talk(session, f"errand:{errand.request_no}", loan.customer_id, "service", told)
    session.flush()
