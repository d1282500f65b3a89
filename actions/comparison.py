"""Financing products beside each other, on the same car and the same down payment."""

from typing import Any

from actions.shared import (
    amounts,
    catalogue,
    hearing,
    instalments,
    office,
    plan,
    pricing,
    sentences,
)
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Comparison, card

Json = dict[str, Any]
MOST = 3
# What is compared is not a need; another car makes the plan on the table void.
COMPARED = frozenset({"product", "term_months"})
ABOUT_THE_CAR = frozenset({"vehicle_model", "trim", "price", "loan_amount"})


class ActionCompareProducts(Answer):
    """The products, terms or plans that were named; with one name, the plan under discussion."""

    takes_values = True

    def name(self) -> str:
        return "action_compare_products"

    async def answer(self, turn: Turn) -> None:
        changed = await hearing.take(turn, skip=COMPARED)
        if turn.get("plan") and ABOUT_THE_CAR & set(changed):
            turn.set("plan", None)
        named = list(dict.fromkeys(turn.values("product")))
        terms = list(dict.fromkeys(turn.values("term")))
        if len(terms) > 1:
            await _compare_terms(turn, terms)
        elif len(named) > 1:
            await _compare_named(turn, named)
        elif named:
            await _compare_with_plan(turn, named[0])
        else:
            await _compare_shown(turn)


async def _compare_terms(turn: Turn, terms: list[int]) -> None:
    base, example = await _base(turn)
    quotes = [await _quote(turn, base | {"term_months": term}) for term in terms[:MOST]]
    await _show(turn, quotes, example)


async def _compare_named(turn: Turn, named: list[str]) -> None:
    base, example = await _base(turn)
    requests = [await _with_product(base, name) for name in named[:MOST]]
    await _show(turn, [await _quote(turn, request) for request in requests], example)


async def _compare_with_plan(turn: Turn, name: str) -> None:
    current = turn.get("plan")
    if not current:
        standard = entry("products.standard")
        await _compare_named(turn, [name, standard] if name != standard else [name, "balloon"])
        return
    product = await catalogue.product(name)
    if product and product["product_key"] == current["product_key"]:
        others = [turn.get("previous_plan"), *((turn.get("shown") or {}).get("items") or [])]
        current = next(
            (q for q in others if q and q.get("product_key") not in {None, product["product_key"]}),
            None,
        )
        if not current:
            turn.say("utter_compare_same", name=product["name"])
            turn.asked = True
            return
        await _show(turn, [current, turn.get("plan")], "")
        return
    request = await _with_product(plan.request_of(current), name)
    await _show(turn, [current, await _quote(turn, request)], "")


async def _compare_shown(turn: Turn) -> None:
    shown = turn.get("shown") or {}
    quotes = shown["items"][:MOST] if shown.get("kind") in {"quotes", "plans"} else []
    if len(quotes) < 2 and turn.get("plan") and turn.get("previous_plan"):
        quotes = [turn.get("previous_plan"), turn.get("plan")]
    if len(quotes) < 2:
        turn.say("utter_compare_what")
        turn.asked = True
        return
    await _show(turn, quotes, "")


async def _base(turn: Turn) -> tuple[Json, str]:
    """What both sides share, from the plan or the needs; with nothing known an example, said."""
    product = await pricing.wanted_product(turn)
    if turn.get("plan"):
        return plan.request_of(turn.get("plan")), ""
    request = pricing.car_and_sum(turn)
    example = ""
    if not {"vehicle_key", "trim_key", "price", "loan_amount"} & set(request):
        request = dict(entry("comparison.example_car"))
        amount = amounts.yuan(request["price"])
        example = phrase("comparison.example", amount=amount)
    term = pricing.offered_term(product, turn.get("term_months"))
    return {"product_key": product["product_key"], "term_months": term, **request}, example


async def _with_product(base: Json, name: str) -> Json:
    """`base` with another product, at the offered term nearest to the one it had."""
    product = await catalogue.product(name)
    if not product:
        return base
    wanted = base["term_months"]
    term = min(product["terms"], key=lambda offered: (abs(offered - wanted), offered))
    return base | {"product_key": product["product_key"], "term_months": term}


async def _quote(turn: Turn, request: Json) -> Json | None:
    try:
        answer = await office.ask("quote", request)
        return plan.with_phases(answer["quote"], answer["schedule_summary"])
    except BackOfficeRefused as refusal:
        product = await catalogue.product(request["product_key"])
        name = product["name"] if product else request["product_key"]
        turn.say_text(phrase("comparison.not_possible", name=name, why=refusal.title))
        return None


async def _show(turn: Turn, found: list[Json | None], example: str) -> None:
    quotes = [quote for quote in found if quote]
    phases = {quote["quote_id"]: quote["phases"] for quote in quotes if quote.get("phases")}
    if len(quotes) < 2:
        if quotes:
            turn.show(plan.quote_card(quotes[0], lead=example))
        turn.asked = True
        return
    ids = [quote["quote_id"] for quote in quotes]
    answer = await office.ask("compare", {"quote_ids": ids})
    for quote in answer["quotes"]:
        if quote["quote_id"] in phases:
            quote["phases"] = phases[quote["quote_id"]]
    plan.remember_shown(turn, "quotes", [{"key": q["quote_id"], **q} for q in answer["quotes"]])
    if not turn.get("plan"):
        plan.discuss(turn, answer["quotes"][0])
    lines = phrase("shared.stop").join(
        phrase(
            "comparison.line",
            name=instalments.name(quote),
            down=instalments.down_payment(quote),
            line=instalments.line(quote),
        )
        for quote in answer["quotes"]
    )
    items = sentences.joined(answer["differences"])
    differences = phrase("comparison.differences", items=items) if items else ""
    text = phrase("comparison.text", example=example, lines=lines, differences=differences)
    data = Comparison(
        quotes=[plan.as_quote(quote) for quote in answer["quotes"]],
        differences=answer["differences"],
    )
    turn.show(card(entry("comparison.title"), text, data, plan.actions(quotes[-1])))
    turn.invite("", entry("comparison.invite"), entry("comparison.buttons"))
