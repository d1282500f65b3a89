"""What the insurer's money settles: the payoff without a fee, what is left over or still owed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from backoffice.forms import money
from backoffice.lending.settlement import Payoff
from backoffice.lending.total_loss import settle_by_insurer
from backoffice.loans.looking import Look
from backoffice.loans.payoffs import payoff_on
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("servicing/wording/total_loss.yml")
ERRAND = "total_loss"
AHEAD = timedelta(days=30)


def check_day(at: Look, on: date) -> None:
    """Raise `Refusal` (SETTLE_DAY) for a day before today or too far ahead."""
    last = at.today + AHEAD
    if not at.today <= on <= last:
        days = {"from": at.today.isoformat(), "to": last.isoformat()}
        raise Refusal("SETTLE_DAY", allowed=days, **{"first": days["from"], "last": days["to"]})


def reasons(at: Look) -> list[str]:
    """Why nothing can be reported; empty when it can."""
    return [] if at.running else [WORDS.say("not_running")]


def known_payout(at: Look) -> Decimal | None:
    """The payout that is on record."""
    told = (at.loan.total_loss or {}).get("insurer_payout")
    return Decimal(told) if told else None


def _parts(owed: Payoff, days: int) -> list[dict[str, str]]:
    amounts = {
        "principal": owed.principal,
        "accrued": owed.accrued,
        "interest_due": owed.interest_due,
        "costs": owed.costs,
        "penalty": owed.penalty,
    }
    always = ("principal", "accrued")
    parts = [
        {
            "name": name,
            "label": WORDS.say(f"{name}_label"),
            "amount": money(amount),
            "why": WORDS.say(f"{name}_why", days=days),
        }
        for name, amount in amounts.items()
        if amount or name in always
    ]
    fee = {"name": "fee", "label": WORDS.say("fee_label"), "amount": "0.00"}
    parts.append({**fee, "why": WORDS.say("fee_why")})
    if owed.credit:
        credit = {"name": "credit", "label": WORDS.say("credit_label")}
        parts.append({**credit, "amount": money(-owed.credit), "why": WORDS.say("credit_why")})
    return parts


def figures(at: Look, on: date, payout: Decimal | None) -> dict[str, Any]:
    """The figures on a day; without a known payout what it leaves is not known either."""
    found = payoff_on(at, on, free=True)
    loss = settle_by_insurer(found.payoff, payout or Decimal(0))
    owed = loss.payoff
    surplus, shortfall = (
        (money(loss.surplus), money(loss.shortfall)) if payout is not None else (None, None)
    )
    periods = ", ".join(map(str, found.assumed))
    return {
        "contract_no": at.loan.contract_no,
        "on": on.isoformat(),
        "principal_outstanding": money(owed.principal),
        "accrued_interest": money(owed.accrued),
        "overdue": money(owed.interest_due + owed.costs + owed.penalty),
        "credit": money(owed.credit),
        "early_fee": "0.00",
        "payoff": money(owed.total),
        "payout": money(payout) if payout is not None else None,
        "surplus": surplus,
        "shortfall": shortfall,
        "parts": _parts(owed, found.days),
        "assumed_note": WORDS.say("assumed", periods=periods) if found.assumed else None,
        "note": WORDS.say("note"),
        "outcome": _outcome(loss.surplus, loss.shortfall, payout),
    }


def _outcome(surplus: Decimal, shortfall: Decimal, payout: Decimal | None) -> str:
    if payout is None:
        return WORDS.say("outcome_unknown")
    if shortfall:
        return WORDS.say("outcome_short", amount=yuan(shortfall))
    return WORDS.say("outcome_over" if surplus else "outcome_even", amount=yuan(surplus))
