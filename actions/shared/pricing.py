"""From the needs to a request for one quote: the product, a term it offers, the car, the sum."""

from typing import Any

from actions.shared import catalogue, needs, office, plan
from actions.shared.turn import Turn
from actions.shared.wording import entry
from foundation.cards import Card

Json = dict[str, Any]


async def wanted_product(turn: Turn, wanted: str | None = None) -> Json:
    """The product asked for, or the standard one."""
    found = await catalogue.product(wanted or turn.get("product"))
    standard = found or await catalogue.product(entry("products.standard"))
    assert standard is not None, "the standard product is in the catalogue"
    return standard


def offered_term(product: Json, term: int | None) -> int:
    """A term said stays as it is (the back office refuses what is not offered); the default is
    the standard one or the nearest that the product offers."""
    if term:
        return term
    standard = entry("products.standard_term")
    return int(min(product["terms"], key=lambda offered: (abs(offered - standard), offered)))


def car_and_sum(turn: Turn) -> Json:
    """The car and the customer's own part, as every request about one plan takes them."""
    request: Json = {}
    if turn.get("trim"):
        request["trim_key"] = turn.get("trim")
    elif turn.get("vehicle_model"):
        request["vehicle_key"] = turn.get("vehicle_model")
    if turn.get("price") is not None and not turn.get("trim"):
        request["price"] = needs.money(needs.plain(turn.get("price")))
    for need in ("loan_amount", "down_payment", "down_payment_pct"):
        if turn.get(need) is not None:
            value = needs.plain(turn.get(need))
            request[need] = str(value) if need in needs.PERCENTAGES else needs.money(value)
            break
    return request


def extras(turn: Turn, product: Json) -> Json:
    """What only some products take: balloon share, year-end sum, yearly kilometres."""
    request: Json = {}
    if turn.get("balloon_pct") is not None and product.get("balloon"):
        request["balloon_pct"] = str(turn.get("balloon_pct"))
    if turn.get("lump_sum") is not None and product.get("lump_max_pct"):
        request["lump_sum"] = needs.money(needs.plain(turn.get("lump_sum")))
    if turn.get("customer_type"):
        request["customer_type"] = turn.get("customer_type")
    if turn.get("income") is not None:
        request["income"] = needs.money(needs.plain(turn.get("income")))
    return request


async def quote(turn: Turn, request: Json) -> Json:
    """Price the plan, make it the one under discussion, and return the back office's answer."""
    answer = await office.ask("quote", request)
    answer["quote"] = plan.with_phases(answer["quote"], answer["schedule_summary"])
    plan.discuss(turn, answer["quote"])
    plan.remember_shown(turn, "quotes", [{"key": answer["quote"]["quote_id"], **answer["quote"]}])
    return answer


def card_of(answer: Json, lead: str = "") -> Card:
    """The `quote` card of an answer, with breakdown, cautions and disclosures."""
    shown = ("breakdown", "schedule_summary", "cautions", "disclosures", "affordability")
    extra = {name: answer[name] for name in shown if answer.get(name)}
    return plan.quote_card(answer["quote"], extra=extra, lead=lead, cautions=answer["cautions"])
