"""Explains a financing product: how it works, its rules, its catch, and the customer's figures."""

from typing import Any

from actions.shared import amounts, catalogue, instalments, office, plan, pricing
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeRefused

Json = dict[str, Any]


class ActionExplainProduct(Answer):
    """The product named, else the one under discussion, else the choice."""

    returns_to_plan = True

    def name(self) -> str:
        return "action_explain_product"

    async def answer(self, turn: Turn) -> None:
        if turn.first("ordinal") is not None and plan.referred(turn):
            turn.follow("action_choose")
            return
        current = turn.get("plan") or {}
        product = await catalogue.product(turn.first("product") or current.get("product_key"))
        if not product:
            await _say_choice(turn)
            return
        turn.say("utter_product_explained", **explanation(product))
        await _own_numbers(turn, product)


async def _say_choice(turn: Turn) -> None:
    if turn.first("finance_term"):
        turn.follow("action_explain_term")
        return
    names = phrase("shared.comma").join(_name(item) for item in await catalogue.products())
    turn.say("utter_which_product", names=names)
    turn.asked = True


def _name(product: Json) -> str:
    kind = entry("needs.product_types")[catalogue.kind(product)]
    name: str = product["name"]
    return name if kind == name else phrase("products.name", name=name, kind=kind)


def explanation(product: Json) -> Json:
    """How it works, the catalogue's rules, and what an early end costs."""
    how = entry("products.how")[catalogue.kind(product)].format(name=_name(product))
    return {"how": how, "rules": _rules(product), "catch": _catch(product)}


def _rules(product: Json) -> str:
    rates = sorted({rate["annual_rate_pct"] for rate in product["rates"]}, key=float)
    shown = phrase(
        "products.rates_one" if len(rates) == 1 else "products.rates_span",
        low=rates[0],
        high=rates[-1],
    )
    return phrase(
        "products.rules",
        down_min=product["down_payment_pct"]["min"],
        terms=phrase("shared.comma").join(str(term) for term in product["terms"]),
        rates=shown,
        amount_min=amounts.yuan(product["amount"]["min"]),
        amount_max=amounts.yuan(product["amount"]["max"]),
    )


def _catch(product: Json) -> str:
    months = product["settles_free_after_month"]
    if not months:
        return str(entry("products.catch.free"))
    if months >= max(product["terms"]):
        return str(entry("products.catch.fee_never_free"))
    return phrase("products.catch.fee", months=months)


async def _own_numbers(turn: Turn, product: Json) -> None:
    """The same car and down payment with this product; without a plan an example loan."""
    current = turn.get("plan")
    wanted = current["term_months"] if current else entry("products.standard_term")
    term = min(product["terms"], key=lambda offered: (abs(offered - wanted), offered))
    base = plan.request_of(current) if current else _example(product)
    request = base | {"product_key": product["product_key"], "term_months": term}
    if current and current["product_key"] == product["product_key"]:
        quote = current
    else:
        try:
            request |= {} if current else pricing.extras(turn, product)
            answer = await office.ask("quote", request)
            quote = plan.with_phases(answer["quote"], answer["schedule_summary"])
        except BackOfficeRefused as refusal:
            if current:
                turn.say("utter_product_own_not_possible", why=refusal.title)
            return
    turn.say(
        "utter_product_own_numbers" if current else "utter_product_example",
        name=instalments.name(quote),
        line=instalments.line(quote),
        price=amounts.yuan(quote["price"]) if quote.get("price") else "",
        down=instalments.down_payment(quote),
    )


def _example(product: Json) -> Json:
    request = dict(entry("products.example_car"))
    if float(product["down_payment_pct"]["max"]) < float(request["down_payment_pct"]):
        request["down_payment_pct"] = product["down_payment_pct"]["max"]
    if product["customer_types"]:
        request["customer_type"] = product["customer_types"][0]
    return request
