"""What-if on the plan under discussion: another down payment, term, product, car; or lighter."""

from decimal import Decimal
from typing import Any

from actions.shared import (
    catalogue,
    cues,
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
# Needs that change the plan itself; any other change asks for a new recommendation.
OF_THE_PLAN = frozenset(
    {
        "down_payment",
        "down_payment_pct",
        "loan_amount",
        "term_months",
        "product",
        "balloon_pct",
        "lump_sum",
    }
)
MOST_WAYS = 3
TELLS_APART = ("product_key", "term_months", "price", "loan_amount", "balloon", "total_paid")


class ActionAdjustPlan(Answer):
    """Re-quotes with what was changed and says what that changes; makes it lighter on request."""

    takes_values = True

    def name(self) -> str:
        return "action_adjust_plan"

    async def answer(self, turn: Turn) -> None:
        current = turn.get("plan")
        if not current:
            turn.follow("advice_form")
        elif plan.referred(turn):
            turn.follow("action_choose")
        elif cues.heard("cheaper_vehicle", turn.text):
            turn.follow("action_show_vehicles")
        else:
            await self._adjust(turn, current, await hearing.take(turn))

    async def _adjust(self, turn: Turn, current: Json, changed: list[str]) -> None:
        if not changed and (turn.first("lighter") or cues.heard("too_high", turn.text)):
            await _lighter(turn, current)
        elif changed and not set(changed) <= OF_THE_PLAN:
            turn.set("advice_wanted", "")
            turn.follow("advice_form")
        elif changed or _said_plan_values(turn):
            await self._requote(turn, current)
        else:
            turn.say("utter_adjust_what")
            turn.asked = True

    async def _requote(self, turn: Turn, current: Json) -> None:
        request, lead = await changed_request(turn, current), entry("plan_adjust.changed")
        try:
            answer = await pricing.quote(turn, request)
        except BackOfficeRefused as refusal:
            standard = entry("products.standard")
            if turn.first("product") or request["product_key"] == standard:
                _advise_anew(turn, refusal)
                return
            try:
                answer = await pricing.quote(turn, request | {"product_key": standard})
            except BackOfficeRefused:
                _advise_anew(turn, refusal)
                return
            name = answer["quote"]["product_name"]
            lead = phrase("plan_adjust.with_standard", why=refusal.title, name=name)
        turn.show(pricing.card_of(answer, lead=lead))
        await _say_differences(turn, current)


def _said_plan_values(turn: Turn) -> bool:
    return any(said.entity in {"ratio", "term", "amount", "product"} for said in turn.said)


async def changed_request(turn: Turn, current: Json) -> Json:
    """The request of the current plan with the needs just said put in."""
    request = plan.request_of(current)
    wanted = turn.first("product")
    product = await pricing.wanted_product(turn, wanted or current["product_key"])
    request["product_key"] = product["product_key"]
    if turn.first("term"):
        request["term_months"] = turn.first("term")
    elif wanted:
        request["term_months"] = _kept_term(product, current["term_months"])
    sums = {key: value for key, value in pricing.car_and_sum(turn).items() if key in OF_THE_PLAN}
    said_sum = turn.first("ratio") is not None or turn.first("amount") is not None
    if sums and (said_sum or turn.first("need") is not None):
        for key in ("down_payment", "down_payment_pct", "loan_amount"):
            request.pop(key, None)
        request |= sums
    return request | pricing.extras(turn, product)


def _kept_term(product: Json, term: int) -> int:
    return int(min(product["terms"], key=lambda offered: (abs(offered - term), offered)))


def _advise_anew(turn: Turn, refusal: BackOfficeRefused) -> None:
    turn.set("advice_wanted", phrase("plan_adjust.refused", why=refusal.title))
    turn.follow("advice_form")


async def _say_differences(turn: Turn, current: Json) -> None:
    now = turn.get("plan")
    ids = [current["quote_id"], now["quote_id"]]
    said = ""
    if any(current.get(figure) != now.get(figure) for figure in TELLS_APART):
        found = await office.ask("compare", {"quote_ids": ids})
        items = sentences.joined(found["differences"])
        said = phrase("plan_adjust.differences", items=items) if items else ""
    turn.invite(said, entry("plan_adjust.invite"), entry("plan_adjust.buttons"))


async def _lighter(turn: Turn, current: Json) -> None:
    """Longer, more down, or both beside each other; each with everything it costs."""
    quotes = []
    for request in await _lighter_requests(current):
        try:
            quote = (await office.ask("quote", request))["quote"]
        except BackOfficeRefused:
            continue
        if Decimal(quote["highest_payment"]) < Decimal(current["highest_payment"]):
            quotes.append(quote)
    if not quotes:
        turn.say_text(entry("plan_adjust.no_lighter"), buttons=entry("plan_adjust.buttons"))
        return
    plan.remember_shown(turn, "quotes", [{"key": q["quote_id"], **q} for q in quotes])
    ids = [current["quote_id"], *[quote["quote_id"] for quote in quotes[:MOST_WAYS]]]
    found = await office.ask("compare", {"quote_ids": ids})
    ways = phrase("shared.stop").join(
        phrase(
            "plan_adjust.way",
            place=place,
            name=instalments.name(quote),
            down=instalments.down_payment(quote),
            line=instalments.line(quote),
        )
        for place, quote in enumerate(quotes[:MOST_WAYS], start=1)
    )
    text = phrase("plan_adjust.lighter", ways=ways)
    data = Comparison(
        quotes=[plan.as_quote(quote) for quote in found["quotes"]],
        differences=found["differences"],
    )
    turn.show(card(entry("comparison.title"), text, data, plan.actions(quotes[0])))


async def _lighter_requests(current: Json) -> list[Json]:
    base = plan.request_of(current)
    product = await catalogue.product(current["product_key"])
    longest = max(product["terms"]) if product else current["term_months"]
    requests = []
    if longest > current["term_months"]:
        requests.append(base | {"term_months": longest})
    standard = await catalogue.product(entry("products.standard"))
    if standard and max(standard["terms"]) > longest:
        longest_of_all = max(standard["terms"])
        key = standard["product_key"]
        requests.append(base | {"product_key": key, "term_months": longest_of_all})
    if current.get("down_payment_pct"):
        points = int(Decimal(current["down_payment_pct"])) + entry("plan_adjust.more_down_points")
        more = {k: v for k, v in base.items() if k not in {"down_payment", "loan_amount"}}
        down = str(min(points, entry("plan_adjust.most_down")))
        requests.append(more | {"down_payment_pct": down})
    return requests
