"""What settling on a day costs: each part with its reason, and what it saves."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from backoffice.forms import money, percent
from backoffice.loans.looking import Look
from backoffice.loans.payoffs import LoanPayoff, in_flight, payoff_on
from backoffice.loans.windows import SETTLE_AHEAD_DAYS
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import full_day, yuan

WORDS = wording("servicing/wording/settlement.yml")
ERRAND = "settlement"


def check_day(at: Look, on: date) -> None:
    """Raise `Refusal` (SETTLE_DAY) for a day before today or too far ahead."""
    last = at.today + timedelta(days=SETTLE_AHEAD_DAYS)
    if not at.today <= on <= last:
        days = {"from": at.today.isoformat(), "to": last.isoformat()}
        raise Refusal("SETTLE_DAY", allowed=days, **{"first": days["from"], "last": days["to"]})


def debit_in_flight(at: Look, on: date) -> bool:
    """Whether an instalment is drawn on that day or the day after."""
    today = any(due.part == "instalment" and due.due_date == on for due in at.dues)
    return today or in_flight(at, on)


def free_day(at: Look, on: date) -> date:
    """The first day from `on` on which no debit is in flight."""
    while debit_in_flight(at, on):
        on += timedelta(days=1)
    return on


def reasons(at: Look, on: date) -> list[str]:
    """Why the loan cannot be settled on that day; empty when it can."""
    if not at.running:
        return [WORDS.say("not_running")]
    if at.loan.total_loss and not at.loan.total_loss.get("paid"):
        return [WORDS.say("total_loss")]
    found = []
    if debit_in_flight(at, on):
        found.append(WORDS.say("in_flight", free=full_day(free_day(at, on))))
    if at.standing.credit:
        found.append(WORDS.say("credit", credit=yuan(at.standing.credit)))
    if at.mandate is None or at.mandate.state != "active":
        found.append(WORDS.say("no_card"))
    return found


def _part(name: str, amount: Decimal, **facts: Any) -> dict[str, str]:
    return {
        "name": name,
        "label": WORDS.say(f"{name}_label"),
        "amount": money(amount),
        "why": WORDS.say(f"{name}_why", **facts),
    }


def _parts(at: Look, found: LoanPayoff) -> list[dict[str, str]]:
    owed, rate = found.payoff, percent(at.loan.annual_rate_pct)
    days = {"days": found.days, "since": full_day(found.accrues_from), "rate": rate}
    base = yuan(owed.principal)
    parts = [
        _part("principal", owed.principal),
        _part("accrued", owed.accrued, principal=base, **days),
        _part("fee", owed.fee, month=found.month, pct=percent(found.fee_pct), principal=base),
    ]
    others = {
        "interest_due": owed.interest_due,
        "costs": owed.costs,
        "penalty": owed.penalty,
        "claw_back": owed.claw_back,
    }
    parts += [_part(name, amount) for name, amount in others.items() if amount]
    if owed.credit:
        parts.append(_part("credit", -owed.credit))
    return parts


def figures(at: Look, on: date) -> dict[str, Any]:
    """The figures of the card `settlement_quote`, with their reasons."""
    found = payoff_on(at, on)
    owed, card, lien = found.payoff, at.mandate, at.loan.lien
    periods = ", ".join(map(str, found.assumed))
    return {
        "contract_no": at.loan.contract_no,
        "settle_on": on.isoformat(),
        "principal_outstanding": money(owed.principal),
        "accrued_interest": money(owed.accrued),
        "early_fee": money(owed.fee),
        "subsidy_clawback": money(owed.claw_back),
        "overdue": money(owed.interest_due + owed.costs + owed.penalty),
        "credit": money(owed.credit),
        "total": money(owed.total),
        "interest_ahead": money(found.interest_ahead),
        "net_saving": money(found.saved),
        "saving_note": WORDS.say(_saving(found), saved=yuan(abs(found.saved))),
        "parts": _parts(at, found),
        "contract_month": found.month,
        "early_fee_pct": percent(found.fee_pct),
        "days": found.days,
        "assumed_periods": list(found.assumed),
        "assumed_note": WORDS.say("assumed", periods=periods) if found.assumed else None,
        "card": {"bank_name": card.bank_name, "tail": card.tail} if card else None,
        "lien": WORDS.say("lien") if lien else None,
    }


def _saving(found: LoanPayoff) -> str:
    if found.saved > 0:
        return "saves"
    return "saves_nothing" if not found.interest_ahead else "costs_more"
