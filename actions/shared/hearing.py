"""Takes what was said into the needs: values by their role, cues, and the question just asked."""

from decimal import Decimal
from typing import Any

from actions.shared import catalogue, cues, needs
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry

AMOUNT_ROLES = {
    "price": "price",
    "on_the_road": "on_the_road",
    "down_payment": "down_payment",
    "monthly_payment": "monthly_payment",
    "income": "income",
    "other_debt": "other_debt",
    "lump_sum": "lump_sum",
    "cash_discount": "cash_discount",
    "loan": "loan_amount",
}
RATIO_ROLES = {"down_payment": "down_payment_pct", "balloon": "balloon_pct"}
PLAIN = {
    "powertrain": "powertrain",
    "product": "product",
    "employment": "employment",
    "annual_mileage": "annual_mileage",
    "city": "city",
}
# Without a role and without a question an amount speaks by its size (yuan).
LEAST_PRICE, MOST_INSTALMENT = 50_000, 20_000
SELF_EMPLOYED = "self_employed"


async def take(turn: Turn, skip: frozenset[str] = frozenset()) -> list[str]:
    """Put everything said in this wish into the needs, save `skip`; the names that changed."""
    changed = await _vehicle(turn)
    for said in turn.said:
        need = _need_of(turn, said)
        turn.heard += [need] if need else []
        if need and need not in skip and needs.put(turn, need, _value(turn, need, said)):
            changed.append(need)
    changed += _cues(turn)
    if "employment" in changed and turn.get("employment") == SELF_EMPLOYED:
        needs.put(turn, "customer_type", SELF_EMPLOYED)
    return list(dict.fromkeys(changed))


FACTS = frozenset({"income", "other_debt", "employment"})


async def take_facts(turn: Turn) -> list[str]:
    """Only what the customer says about himself; a question must not change the plan's terms."""
    changed = []
    for said in turn.said:
        need = _need_of(turn, said)
        if need in FACTS and needs.put(turn, str(need), _value(turn, str(need), said)):
            changed.append(str(need))
    return changed


def _need_of(turn: Turn, said: Said) -> str | None:
    if said.confirm:
        return None
    if said.entity == "need":
        return said.role
    if said.entity == "amount":
        return _sum_of(turn, said)
    if said.entity == "ratio":
        return RATIO_ROLES.get(said.role or turn.question or "", "down_payment_pct")
    if said.entity == "term":
        return "keep_years" if turn.question == "keep_years" else "term_months"
    if said.entity == "rate" and turn.question == "deposit_rate_pct":
        return "deposit_rate_pct"
    return PLAIN.get(said.entity)


def _sum_of(turn: Turn, said: Said) -> str | None:
    if not said.role:
        return _role_from_talk(turn, said.value)
    # No car costs what an instalment does: the wording misled, the size does not.
    too_small = (needs.plain(said.value) or 0) <= MOST_INSTALMENT
    if said.role in {"price", "on_the_road"} and too_small and not said.change:
        return "monthly_payment"
    return AMOUNT_ROLES.get(said.role)


def _role_from_talk(turn: Turn, value: Any) -> str:
    """The question just asked gives the role if the size is possible; else the size does."""
    number = needs.plain(value) or 0
    asked = turn.question
    too_small = asked == "price" and number <= MOST_INSTALMENT
    too_big = asked in {"monthly_payment", "income"} and number >= LEAST_PRICE * 4
    if asked in needs.AMOUNTS and not too_small and not too_big:
        return str(asked)
    if number >= LEAST_PRICE:
        return turn.bare_amount
    return "monthly_payment" if number <= MOST_INSTALMENT else "down_payment"


def _value(turn: Turn, need: str, said: Said) -> Any:
    if said.change and need in needs.AMOUNTS and not isinstance(said.value, dict):
        return _changed(turn, need, said)
    if need == "keep_years" and said.entity == "term":
        return max(1, round(said.value / 12))
    if need == "income" and said.per == "year":
        return _monthly(said.value)
    return said.value


def _changed(turn: Turn, need: str, said: Said) -> Any:
    """«首付再多两万»: what was said is a difference to what stands now, if anything does."""
    now = needs.plain(turn.get(need))
    if now is None:
        now = (turn.get("plan") or {}).get(need)
    if now is None:
        return said.value
    step = Decimal(str(said.value)) * (1 if said.change == "up" else -1)
    return float(max(Decimal(0), Decimal(str(now)) + step))


def _monthly(value: Any) -> Any:
    """A year's income as a month's: the customer's own number, said by the year."""
    if isinstance(value, dict):
        return {side: None if part is None else _monthly(part) for side, part in value.items()}
    return float(round(Decimal(str(value)) / 12))


def _cues(turn: Turn) -> list[str]:
    changed = []
    for need in cues.needs_heard():
        value = cues.value(f"needs.{need}", turn.text)
        if value is not None and needs.put(turn, need, value):
            changed.append(need)
    asked = turn.question
    if asked and asked in entry("cues.when_asked") and asked not in changed:
        changed += _bare_answer(turn, asked)
    return changed


def _bare_answer(turn: Turn, asked: str) -> list[str]:
    value = cues.value(f"when_asked.{asked}", turn.text)
    return [asked] if value is not None and needs.put(turn, asked, value) else []


async def _vehicle(turn: Turn) -> list[str]:
    """A model or a trim by name; a trim also when only its own word is said (那个680的)."""
    key = turn.first("vehicle_model")
    if key and (by_trim := await catalogue.trim(key)):
        return _put_trim(turn, by_trim[0]["vehicle_key"], key)
    changed = ["vehicle_model"] if key and needs.put(turn, "vehicle_model", key) else []
    model = await catalogue.vehicle(turn.get("vehicle_model")) if turn.text else None
    named = catalogue.trim_named(model, _without_values(turn)) if model else None
    if named and needs.put(turn, "trim", named["trim_key"]):
        changed.append("trim")
    return changed


def _put_trim(turn: Turn, vehicle_key: str, trim_key: str) -> list[str]:
    changed = ["vehicle_model"] if needs.put(turn, "vehicle_model", vehicle_key) else []
    return [*changed, "trim"] if needs.put(turn, "trim", trim_key) else changed


def _without_values(turn: Turn) -> str:
    text = turn.text
    for said in turn.said:
        if said.entity in {"amount", "ratio", "rate", "term"} and said.text:
            text = text.replace(said.text, " ")
    return text
