"""The figures of a part payment: both effects beside each other, with what each really saves."""

from decimal import Decimal
from typing import Any

from backoffice.forms import money, percent
from backoffice.lending.money import ZERO
from backoffice.lending.prepayment import Effect, Prepaid
from backoffice.loans.looking import Look
from backoffice.servicing.prepayment.planning import Plan, plan
from backoffice.servicing.prepayment.rules import ERRAND, WORDS
from foundation.zh import day, yuan

__all__ = ["ERRAND", "WORDS", "figures"]


def _saving(net: Decimal, saved: Decimal, fee: Decimal) -> str:
    """What is saved in the end, the fee subtracted."""
    if not saved:
        return WORDS.say("saves_nothing")
    if net < 0:
        return WORDS.say("costs_more", saved=yuan(saved), fee=yuan(fee), more=yuan(-net))
    name = "saves_less_fee" if fee else "saves"
    return WORDS.say(name, saved=yuan(saved), fee=yuan(fee), net=yuan(net))


def _note(planned: Plan, prepaid: Prepaid) -> str:
    rows = planned.dated(prepaid)
    if all(row.principal == 0 for row in rows):
        how = "only_balloon"
    elif prepaid.effect is Effect.SHORTEN:
        how = "sooner_balloon" if prepaid.balloon else "sooner"
    else:
        how = "less_balloon" if prepaid.balloon else "less"
    told = WORDS.say(
        how,
        payment=yuan(prepaid.payment),
        last=yuan(prepaid.last_payment),
        periods=len(rows),
        paying=sum(bool(row.principal) for row in rows),
        earlier=len(planned.rows) - len(rows),
        until=day(rows[-1].due_date),
        balloon=yuan(prepaid.balloon),
    )
    return told + _saving(prepaid.saved - planned.fee, prepaid.saved, planned.fee)


def _option(planned: Plan, prepaid: Prepaid) -> dict[str, Any]:
    rows = planned.dated(prepaid)
    return {
        "effect": str(prepaid.effect),
        "label": WORDS.say(str(prepaid.effect)),
        "new_payment": money(prepaid.payment),
        "new_last_payment": money(prepaid.last_payment),
        "new_last_due": rows[-1].due_date.isoformat(),
        "remaining_periods": len(rows),
        "interest_total": money(prepaid.interest),
        "interest_saved": money(prepaid.saved),
        "net_saving": money(prepaid.saved - planned.fee),
        "note": _note(planned, prepaid),
    }


def figures(at: Look, amount: Decimal) -> dict[str, Any]:
    """What repaying `amount` on the next due date does; where none follows, of today's balance."""
    planned, card = plan(at, amount), at.mandate
    if planned is None:
        owed = at.standing.outstanding
        planned = Plan(at.today, amount, owed, ZERO, ZERO, 0, (), ())
    leaves_balloon = at.balloon and not at.leased
    return {
        "contract_no": at.loan.contract_no,
        "amount": money(amount),
        "effective_on": planned.on.isoformat(),
        "early_fee": money(planned.fee),
        "early_fee_pct": percent(planned.fee_pct),
        "total": money(planned.total),
        "principal_before": money(planned.before),
        "principal_after": money(max(ZERO, planned.after)),
        "applies_to": WORDS.say("applies_balloon_last" if leaves_balloon else "applies_principal"),
        "options": [_option(planned, prepaid) for prepaid in planned.prepaid],
        "card": {"bank_name": card.bank_name, "tail": card.tail} if card else None,
    }
