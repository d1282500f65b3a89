"""Which plan is applied for: named, pointed at, under discussion, kept; asked when several."""

from decimal import Decimal
from typing import Any

from actions.shared import asides, instalments, needs, office, plan, presses
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase

Json = dict[str, Any]
FORM, PLAN = "apply_form", "apply_plan"
KINDS = frozenset({"quotes", "plans"})
MOST_ASKED = 4
NEAR = Decimal("0.02")


async def settle(turn: Turn) -> Json | None:
    """The quote that is meant, kept in `apply_plan`; None when it must be asked."""
    chosen = await _named(turn) or turn.get(PLAN) or _picked(turn)
    if not chosen and not asides.here(turn).get("items"):
        chosen = turn.get("plan") or await _only_kept(turn)
    turn.set(PLAN, chosen)
    return chosen


async def _named(turn: Turn) -> Json | None:
    if quote_id := plan.said_quote(turn):
        return await plan.named(quote_id)
    shown = turn.get("shown") or {}
    pointed = turn.first("ordinal") is not None and not asides.here(turn).get("items")
    return plan.referred(turn) if pointed and shown.get("kind") in KINDS else None


def _picked(turn: Turn) -> Json | None:
    """The one kept plan that place, car, product, term or payment tells from the others."""
    items: list[Json] = asides.here(turn).get("items") or []
    place = turn.first("ordinal")
    if place is not None:
        index = int(place) - 1 if int(place) > 0 else int(place)
        return items[index] if -len(items) <= index < len(items) else None
    left = [item for item in items if all(_fits(item, said) for said in turn.said)]
    exact = [item for item in left if _away(item, turn.first("amount")) == 0]
    left = exact or left
    return left[0] if turn.said and len(left) == 1 else None


def _fits(quote: Json, said: Said) -> bool:
    if said.entity == "vehicle_model":
        return said.value in {quote.get("vehicle_key"), quote.get("trim_key")}
    if said.entity == "product":
        return said.value in {quote["product_key"], quote["product_type"]}
    if said.entity == "term":
        return bool(said.value == quote["term_months"])
    if said.entity == "amount":
        return _away(quote, said.value) <= Decimal(quote["monthly_payment"]) * NEAR
    return True


def _away(quote: Json, payment: Any) -> Decimal:
    """How far the plan's payment is from the one that was said."""
    wanted = Decimal(str(needs.plain(payment) or 0))
    return abs(Decimal(quote["monthly_payment"]) - wanted)


async def _only_kept(turn: Turn) -> Json | None:
    kept = await _kept(turn)
    return kept[0] if len(kept) == 1 else None


async def _kept(turn: Turn) -> list[Json]:
    owner = turn.owner
    items = (await office.ask("plans", owner["kind"], owner["id"]))["items"]
    return [item["quote"] for item in items][:MOST_ASKED]


async def offer_kept(turn: Turn) -> str | None:
    """List the kept plans and ask which; say how to get one when there is none."""
    if asides.here(turn).get("items"):
        return PLAN
    kept = await _kept(turn)
    if not kept:
        turn.say("utter_apply_no_plan")
        turn.asked = True
        return None
    lines, buttons = [], []
    for place, quote in enumerate(kept, start=1):
        named = instalments.full_name(quote)
        line = instalments.line(quote)
        lines.append(phrase("application.plan_line", place=place, name=named, line=line))
        press = presses.payload("apply_loan", [Said("quote", quote["quote_id"])])
        title = phrase(
            "application.plan_choice", place=entry("shared.counts_ordinal")[place], name=named
        )
        buttons.append({"title": title, "payload": press})
    turn.say_text("\n".join(lines))
    asides.put(turn, FORM, PLAN, items=kept, buttons=buttons)
    return PLAN
