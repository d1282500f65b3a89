"""Payment, highest price, term or on-the-road budget: whichever the customer leaves open."""

from typing import Any

from actions.shared import amounts, catalogue, cues, needs, office, plan, pricing, sentences
from actions.shared.tasks import Task
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

Json = dict[str, Any]
CAR = ("vehicle_model", "trim", "price", "loan_amount", "on_the_road")


class CalculationForm(Task):
    """Asks for one thing at most (the car or the sum) and calculates."""

    form = "calculation_form"
    entries = frozenset({"calculate_payment"})

    def name(self) -> str:
        return "calculation_form"

    async def answer(self, turn: Turn) -> None:
        """A bare amount with nothing about a car is the loan."""
        about_a_car = turn.first("vehicle_model") or turn.first("ratio")
        if turn.intent == "calculate_payment" and not about_a_car and not turn.get("vehicle_model"):
            turn.bare_amount = "loan_amount"
        await super().answer(turn)

    async def next_question(self, turn: Turn) -> str | None:
        """The car or the sum, when neither is known and no payment to start from."""
        known = any(turn.get(need) is not None for need in (*CAR, "monthly_payment"))
        return None if known else "price"

    async def assume(self, turn: Turn, slot: str) -> str:
        """Calculate an example car."""
        for need, value in entry("calculation.default").items():
            needs.put(turn, need, value, assumed=True)
        both = await catalogue.trim(turn.get("trim"))
        named = f"{both[0]['name']} {both[1]['name']}" if both else ""
        return phrase("calculation.assume", vehicle=named)

    async def finish(self, turn: Turn, before: str) -> None:
        """Solve for what is left open; several wishes at once are for the adviser."""
        target = _target(turn)
        if target == "advice":
            turn.end_form()
            turn.follow("advice_form")
            return
        if before:
            turn.say_text(before)
        turn.end_form()
        await (_quote(turn) if target == "payment" else _solve(turn, target))
        turn.asked = True


def _target(turn: Turn) -> str:
    """What is to be found out, from the needs that this message told."""
    has_car = any(turn.get(need) is not None for need in CAR)
    changed = turn.heard
    budget = "on_the_road" in changed
    payment = "monthly_payment" in changed
    if budget and not payment:
        return "on_the_road"
    if payment and not has_car:
        return "max_price"
    if payment and cues.heard("how_long", turn.text):
        return "term"
    is_span = isinstance(turn.get("price"), dict)
    return "advice" if (payment and not turn.get("term_months")) or is_span else "payment"


async def _quote(turn: Turn) -> None:
    product = await pricing.wanted_product(turn)
    term = pricing.offered_term(product, turn.get("term_months"))
    request = {"product_key": product["product_key"], "term_months": term}
    request |= pricing.car_and_sum(turn) | pricing.extras(turn, product)
    answer = await pricing.quote(turn, request)
    turn.show(pricing.card_of(answer))
    _say_assumptions(turn, product, answer["assumptions"])


def _say_assumptions(
    turn: Turn, product: Json, assumptions: list[str], *, term_found: bool = False
) -> None:
    said = list(assumptions)
    if not turn.get("product"):
        said.append(phrase("calculation.default_product", name=product["name"]))
    if not turn.get("term_months") and not term_found:
        term = turn.get("plan")["term_months"]
        said.append(phrase("calculation.default_term", term=term))
    items = sentences.joined(said)
    text = phrase("calculation.assumed", items=items) if said else ""
    turn.say_text(text + entry("calculation.invite"), buttons=entry("calculation.buttons"))


async def _solve(turn: Turn, target: str) -> None:
    product = await pricing.wanted_product(turn)
    request: Json = {"target": target, "product_key": product["product_key"]}
    if target != "term":
        request["term_months"] = pricing.offered_term(product, turn.get("term_months"))
    if turn.get("monthly_payment") is not None:
        request["monthly_payment"] = needs.money(needs.plain(turn.get("monthly_payment")))
    if target == "on_the_road":
        request["on_the_road"] = needs.money(turn.get("on_the_road"))
        request["powertrain"] = turn.get("powertrain")
    else:
        request |= pricing.car_and_sum(turn)
    solved = await office.ask("solve", {k: v for k, v in request.items() if v is not None})
    if target == "on_the_road":
        price = amounts.yuan(solved["value"])
        turn.set("advice_wanted", phrase("calculation.solved.on_the_road", value=price))
        turn.follow("advice_form")
        return
    value = str(solved["value"]) if target == "term" else amounts.yuan(solved["value"])
    term = request.get("term_months", solved["value"])
    payment = turn.get("monthly_payment")
    said = {
        "product": product["name"],
        "term": term,
        "value": value,
        "payment": amounts.yuan(needs.plain(payment)) if payment is not None else "",
    }
    turn.say_text(phrase(f"calculation.solved.{target}", **said))
    if solved.get("quote"):
        plan.discuss(turn, solved["quote"])
        turn.show(plan.quote_card(solved["quote"]))
        _say_assumptions(turn, product, solved["assumptions"], term_found=target == "term")
