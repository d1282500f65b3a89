"""Whether the loan can be had: never a promise; with an income, what it comfortably carries."""

from typing import Any

from actions.shared import amounts, applications, cues, hearing, needs, office
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeError

Json = dict[str, Any]


class ActionExplainEligibility(Answer):
    """The rule that was asked about, the affordability when income is known, and no promise."""

    takes_values = True

    def name(self) -> str:
        return "action_explain_eligibility"

    async def answer(self, turn: Turn) -> None:
        await hearing.take_facts(turn)
        kind = cues.value("eligibility", turn.text) or "otherwise"
        income_said = turn.first("amount", "income") is not None
        own = await _own_figures(turn)
        known = turn.get("income") is not None or bool(own.get("income"))
        if turn.first("known") == "capacity" and not known:
            turn.say("utter_eligibility_need_income")
            turn.asked = True
            return
        if not income_said and turn.text and turn.first("known") is None:
            turn.say("utter_eligibility", answer=entry(f"eligibility.{kind}"))
        if own:
            turn.say(own["response"], state=own["state"])
        if known:
            await _say_affordability(turn, own)
        turn.say("utter_eligibility_next")


async def _own_figures(turn: Turn) -> Json:
    """State, income and debts of the customer's application; empty without one."""
    try:
        application = await applications.current(turn)
    except BackOfficeError:
        return {}
    if application is None:
        return {}
    if application["state"] == "DECLINED":
        return {"state": application["state_zh"], "response": "utter_eligibility_declined"}
    fields = {field["name"]: field["value"] for field in application["fields"] if field["value"]}
    return {
        "state": application["state_zh"],
        "response": "utter_eligibility_own",
        "income": fields.get("income_monthly"),
        "other_debt": fields.get("other_debt_monthly"),
        "quote": application["quote"],
    }


async def _say_affordability(turn: Turn, own: Json) -> None:
    quote = turn.get("plan") or own.get("quote")
    said = turn.get("income") is not None
    request: Json = {
        "income": needs.money(needs.plain(turn.get("income")) if said else own["income"]),
        "customer_type": turn.get("customer_type"),
        "quote_id": quote["quote_id"] if quote else None,
    }
    if turn.get("other_debt") is not None:
        request["other_debt"] = needs.money(needs.plain(turn.get("other_debt")))
    elif own.get("other_debt"):
        request["other_debt"] = needs.money(own["other_debt"])
    found = await office.ask("affordability", {k: v for k, v in request.items() if v is not None})
    shares = phrase("shared.comma").join(
        phrase(
            "eligibility.capacity",
            term=item["term_months"],
            loan=amounts.yuan(item["largest_loan"]),
        )
        for item in found["capacities"]
        if item["term_months"] in entry("eligibility.capacity_terms")
    )
    carries = phrase("eligibility.carries", shares=shares) if shares else ""
    turn.say("utter_eligibility_affordability", text=found["text"] + carries)
