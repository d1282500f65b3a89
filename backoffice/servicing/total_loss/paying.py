"""The insurer's money, booked once: it settles the loan, or what is short is paid in parts."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.deliveries.service import deliver_talk
from backoffice.forms import money
from backoffice.lending.contract_schedule import DatedRow
from backoffice.lending.due_dates import add_months
from backoffice.lending.money import ZERO
from backoffice.lending.schedule import Row, build
from backoffice.lending.settlement import Payoff
from backoffice.lending.terms import Method, Terms
from backoffice.lending.total_loss import settle_by_insurer
from backoffice.loans.charging import charge, charge_settlement
from backoffice.loans.dues import hold
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.loans.paying import receive, set_off_all
from backoffice.loans.payoffs import payoff_on
from backoffice.loans.schedules import replace
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.lien import released
from backoffice.servicing.models import Errand
from backoffice.servicing.total_loss.figures import WORDS
from backoffice.workflows.orders import order
from foundation.zh import yuan

MOST_MONTHS = 12
MOST_PAYOUT = Decimal(99_999_999)


def _amount(told: object) -> Decimal:
    try:
        amount = Decimal(str(told))
    except InvalidOperation as error:
        raise Refusal("ERRAND_NOTHING_TO_PLAY") from error
    if not amount.is_finite() or not 0 < amount <= MOST_PAYOUT or amount != round(amount, 2):
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    return amount


def _day(at: Look, told: object) -> date:
    try:
        on = date.fromisoformat(str(told)) if told else at.today
    except ValueError as error:
        raise Refusal("ERRAND_NOTHING_TO_PLAY") from error
    if not at.accrues_from <= on <= at.today:
        raise Refusal("ERRAND_NOTHING_TO_PLAY", allowed={"to": at.today.isoformat()})
    return on


def _instalments(at: Look, rest: Decimal) -> list[DatedRow]:
    """What is short over at most a year of the due days that were to come."""
    months = min(MOST_MONTHS, len(at.coming))
    plan = build(Terms(Method.EQUAL_INSTALMENT, rest, at.loan.annual_rate_pct, months))
    first = at.coming[0]
    rows: list[Row] = list(plan.rows)
    return [
        DatedRow(
            first.period + index,
            add_months(first.due_date, index, at.loan.due_day),
            *(row.payment, row.principal, row.interest, row.balance),
        )
        for index, row in enumerate(rows)
    ]


def _short(
    session: Session, errand: Errand, at: Look, owed: Payoff, paid: Decimal, on: date
) -> None:
    """What is due comes first, the rest repays principal without a fee; a new schedule follows."""
    loan, standing = at.loan, at.standing
    free = paid - owed.interest_due - owed.costs - owed.penalty - standing.principal_due
    interest = min(max(free, ZERO), owed.accrued)
    principal = max(ZERO, free - interest)
    if principal or interest:
        charge(session, loan, "total_loss", on, principal, interest, {})
    rest = standing.principal - principal
    rows = _instalments(at, rest)
    replace(session, loan, rows, ZERO, on, "total_loss")
    errand.details = {
        **errand.details,
        "rest": money(rest),
        "months": len(rows),
        "first": rows[0].due_date.isoformat(),
        "payment": money(rows[0].payment),
    }
    errand.state, errand.exclusive = "ACCEPTED", False


def insurer_pays(session: Session, errand: Errand, facts: Mapping[str, Any]) -> None:
    """Book what the insurer paid, once; the caller holds the errand."""
    hold(session, [errand.contract_no])
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    at = look(session, loan)
    paid, on = _amount(facts.get("amount")), _day(at, facts.get("on"))
    loss = settle_by_insurer(payoff_on(at, on, free=True).payoff, paid)
    now = office_of(session).clock.now()
    moment = now if on == now.date() else datetime.combine(on, time(10), SHANGHAI)
    owed = loss.payoff
    short = paid < owed.total + owed.credit
    errand.paid_on = on
    errand.details = {
        **errand.details,
        "payout": money(paid),
        "surplus": money(ZERO if short else loss.surplus),
        "shortfall": money(loss.shortfall if short else ZERO),
    }
    if short:
        _short(session, errand, at, owed, paid, on)
    else:
        charge_settlement(session, loan, owed, on)
        errand.state = "PAID"
    reference = f"insurer:{errand.request_no}"
    receive(session, loan.contract_no, paid, "insurer", reference, on, moment)
    set_off_all(session, now, loan.contract_no)
    loan.total_loss = {**(loan.total_loss or {}), "insurer_payout": money(paid), "paid": True}
    session.flush()
    if short:
        told = errand.details
        text = WORDS.say(
            "told_short",
            payout=yuan(paid),
            shortfall=yuan(told["shortfall"]),
            months=told["months"],
        )
        number = f"errand:{errand.request_no}:short"
        deliver_talk(session, number, loan.customer_id, "service", text)
    else:
        order(session, "total_loss_errand", errand.request_no)


def play(session: Session, errand: Errand, event: str, facts: Mapping[str, Any]) -> None:
    """`paid {amount, on}` of the insurer, `released` of the registry; raises `Refusal`."""
    if event == "paid" and errand.state == "REVIEWING":
        insurer_pays(session, errand, facts)
    elif event == "released" and errand.state in ("RELEASING", "DONE"):
        released(session, errand.contract_no)
        session.refresh(errand)
    else:
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
