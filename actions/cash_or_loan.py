"""The honest case of cash against a loan: once a session, with its assumptions, no pressure."""

from typing import Any

from actions.shared import catalogue, instalments, needs, offers, office, plan, pricing, sentences
from actions.shared.answer import Answer
from actions.shared.tasks import Task
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import CashOrLoan, card

Json = dict[str, Any]
CAR = ("vehicle_model", "trim", "price")
CARD_FIELDS = ("cash_total", "loan_total", "deposit_rate_pct", "break_even_rate_pct", "difference")
WHAT_CHANGES_IT = ("rate", "amount", "need", "vehicle_model", "product")


class CashCaseForm(Task):
    """Needs a car or a price; everything else has a default that is said."""

    form = "cash_case_form"
    entries = frozenset({"ask_cash_vs_loan"})

    def name(self) -> str:
        return "cash_case_form"

    async def answer(self, turn: Turn) -> None:
        """Made once; again only when a figure changes. A rate said here is the deposit's."""
        news = any(said.entity in WHAT_CHANGES_IT for said in turn.said)
        if turn.get("cash_case_made") and not news and turn.form != self.form:
            turn.say("utter_cash_case_made_before")
            return
        begins = turn.form != self.form
        if begins or turn.first("product") and self.is_mine(turn):
            turn.set("cash_case_product", turn.first("product"))
        if turn.first("rate") is not None and not turn.said[0].confirm:
            needs.put(turn, "deposit_rate_pct", turn.first("rate"))
        await super().answer(turn)

    async def next_question(self, turn: Turn) -> str | None:
        """The car or its price."""
        known = turn.get("plan") or any(turn.get(need) is not None for need in CAR)
        return None if known else "price"

    async def assume(self, turn: Turn, slot: str) -> str:
        """Compare an example car."""
        for need, value in entry("cash_or_loan.default").items():
            needs.put(turn, need, value, assumed=True)
        both = await catalogue.trim(turn.get("trim"))
        named = f"{both[0]['name']} {both[1]['name']}" if both else ""
        return phrase("cash_or_loan.assume", vehicle=named)

    async def finish(self, turn: Turn, before: str) -> None:
        """Ask the back office and tell what came out, whichever way."""
        if before:
            turn.say_text(before)
        turn.end_form()
        found = await office.ask("cash_or_loan", await _request(turn))
        turn.set("cash_case_made", True)
        plan.discuss(turn, found["quote"])
        _show(turn, found)
        offers.make(turn, yes="action_confirm", no="action_opt_out_of_financing")
        turn.asked = True


async def _request(turn: Turn) -> Json:
    request = pricing.car_and_sum(turn)
    current = turn.get("plan")
    if not {"vehicle_key", "trim_key", "price"} & set(request) and current:
        request |= {
            key: current[key] for key in ("trim_key", "price") if current.get(key) is not None
        }
        if "trim_key" in request:
            request.pop("price", None)
    # Only what was asked for in this question; a product spoken of before may not be the cheapest.
    if wanted := await catalogue.product(turn.get("cash_case_product")):
        request["product_key"] = wanted["product_key"]
    if turn.first("term"):
        request["term_months"] = turn.first("term")
    for need in ("deposit_rate_pct", "cash_discount"):
        if turn.get(need) is not None:
            request[need] = needs.sendable(turn, need)
    return request


def _show(turn: Turn, found: Json) -> None:
    assumptions = sentences.joined(found["assumptions"])
    text = phrase(
        "cash_or_loan.text",
        summary=found["summary"],
        name=instalments.name(found["quote"]),
        line=instalments.line(found["quote"]),
        cash=zh.yuan(found["cash_total"]),
        loan=zh.yuan(found["loan_total"]),
        deposit=found["deposit_rate_pct"],
        break_even=found["break_even_rate_pct"],
        assumptions=assumptions,
    )
    data = CashOrLoan(
        **{field: found[field] for field in CARD_FIELDS},
        assumptions=found["assumptions"],
        verdict=found["verdict"],
        points=found["points"],
        quote=found["quote"],
    )
    title = entry(f"cash_or_loan.verdict.{found['verdict']}")
    turn.show(card(title, text, data, plan.actions(found["quote"])))
    points = sentences.joined(found["points"])
    said = phrase("cash_or_loan.points", points=points) if points else ""
    turn.say_text(phrase("cash_or_loan.invite", points=said), buttons=entry("cash_or_loan.buttons"))


class ActionOptOutOfFinancing(Answer):
    """«不用»: financing is not brought up again in this talk."""

    intercepts = False

    def name(self) -> str:
        return "action_opt_out_of_financing"

    async def answer(self, turn: Turn) -> None:
        turn.set("finance_optout", True)
        turn.say("utter_opted_out")
        turn.asked = True
