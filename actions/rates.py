"""Rates of the products, and what a flat rate that others advertise is, annualised."""

from typing import Any

from actions.shared import catalogue, cues, instalments, office
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

Json = dict[str, Any]
FLAT = ("monthly_flat", "annual_flat")


class ActionExplainRates(Answer):
    """A rate that was named is annualised; else one product's rates, else all."""

    takes_values = True
    returns_to_plan = True

    def name(self) -> str:
        return "action_explain_rates"

    async def answer(self, turn: Turn) -> None:
        rate = turn.first("rate")
        flat = next(((basis, turn.first("flat_rate", basis)) for basis in FLAT
                     if turn.first("flat_rate", basis) is not None), None)  # fmt: skip
        if flat:
            await _annualise(turn, *flat)
        elif rate is not None and cues.heard("flat_rate", turn.text):
            monthly = cues.heard("flat_rate_monthly", turn.text)
            await _annualise(turn, FLAT[0] if monthly else FLAT[1], rate)
        elif rate is not None:
            turn.say("utter_annual_rate_plain", rate=f"{rate:g}")
        else:
            await _say_rates(turn)


async def _annualise(turn: Turn, basis: str, rate: Any) -> None:
    term = turn.first("term") or turn.get("term_months") or entry("products.standard_term")
    request = {"rate_pct": str(rate), "basis": basis, "term_months": term}
    found = await office.ask("flat_rate", request)
    turn.say("utter_flat_rate", text=found["text"])


async def _say_rates(turn: Turn) -> None:
    wanted = turn.first("product")
    product = await catalogue.product(wanted) if wanted else None
    if product:
        turn.say("utter_rate_of_product", line=_line(product))
        return
    private = [item for item in await catalogue.products() if not item["customer_types"]]
    lines = phrase("shared.stop").join(_span(item) for item in private)
    quote = turn.get("plan")
    if quote:
        turn.say("utter_rate_own", name=instalments.name(quote), line=instalments.line(quote))
    else:
        turn.say("utter_rates", lines=lines)
        turn.asked = turn.form is None


def _span(product: Json) -> str:
    rates = sorted({rate["annual_rate_pct"] for rate in product["rates"]}, key=float)
    kind = "rates.one" if len(rates) == 1 else "rates.span"
    return phrase(kind, name=product["name"], low=rates[0], high=rates[-1])


def _line(product: Json) -> str:
    rates = [
        phrase("rates.by_term", term=rate["term_months"], rate=rate["annual_rate_pct"])
        for rate in product["rates"]
    ]
    return phrase("rates.line", name=product["name"], rates=phrase("shared.comma").join(rates))
