"""Applying: which plan, read back, log in, confirm, submit; an open application instead."""

from typing import Any

from actions.application import choosing
from actions.shared import (
    amounts,
    applications,
    applications_shown,
    cues,
    instalments,
    office,
    plan,
    pricing,
)
from actions.shared.acts import Act
from actions.shared.asides import AGREED, LOGIN
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Receipt, card

Json = dict[str, Any]
PLAN = "apply_plan"
# Said while the confirm card stands these change the plan, not the application.
OF_THE_PLAN = frozenset({"ratio", "term", "product", "lighter"})


class ApplyForm(Act):
    """Submits the plan under discussion, or a kept one."""

    form = "apply_form"
    entries = frozenset({"apply_loan"})
    forgets = (PLAN,)
    # A value that is none of ours, in the middle: the question stands.
    asks = frozenset({PLAN, LOGIN, AGREED})

    def name(self) -> str:
        return "apply_form"

    async def answer(self, turn: Turn) -> None:
        """Nobody applies for another; what changes the plan goes to the what-if."""
        if cues.heard("for_another", turn.text):
            turn.say("utter_apply_for_another")
        elif self._changes_the_plan(turn):
            turn.follow("action_adjust_plan")
        else:
            await super().answer(turn)

    def _changes_the_plan(self, turn: Turn) -> bool:
        settled = turn.form == self.form and turn.question not in {None, PLAN}
        said = any(said.entity in OF_THE_PLAN or said.role == "down_payment" for said in turn.said)
        return settled and said and turn.intent in {"inform", "affirm"} and bool(turn.get("plan"))

    async def next_question(self, turn: Turn) -> str | None:
        """An open application first; then which plan, the log-in, the confirmation."""
        if turn.is_customer and await _goes_on(turn):
            return None
        quote = await choosing.settle(turn)
        if quote is None and turn.intent == "inform" and turn.open_question in self.asks:
            return turn.open_question
        if quote is None:
            return await choosing.offer_kept(turn)
        if not quote.get("price"):
            turn.say("utter_apply_needs_car")
            turn.asked = True
            return None
        plan.discuss(turn, quote)
        if turn.is_customer:
            return self.confirm_plan(turn, quote)
        if turn.question != LOGIN:
            turn.say_text(_read_back(quote))
        return LOGIN

    async def as_customer(self, turn: Turn) -> str | None:
        """The same way for everybody; see `next_question`."""
        return await self.next_question(turn)

    def confirm_plan(self, turn: Turn, quote: Json) -> str:
        """Put the confirm card for this quote."""
        facts = {"quote_id": quote["quote_id"]}
        return self.confirm(turn, "application.apply", facts, plan=quote, **_values(quote))

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A plan pointed at is the value."""
        if asked == PLAN and await choosing.settle(turn):
            return ""
        return await super().without_value(turn, asked)

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Submit, and show where it stands and what comes next."""
        request = {"customer_id": turn.owner["id"], "quote_id": facts["quote_id"]}
        application = await office.ask("open_application", turn.actor, request, key)
        number, coming = str(application["application_no"]), application["next"]
        words = entry("application.opened")
        opened = zh.moment(application["opened_at"])
        turn.say("utter_apply_done", number=number, next=coming["label"], takes=coming["takes"])
        data = Receipt(
            request_no=number, what=words["what"], effective=opened, next=coming["label"]
        )
        text = words["text"].format(number=number, effective=opened, next=coming["label"])
        turn.show(card(words["title"], text, data))
        applications_shown.show(turn, application)
        turn.asked = True
        return number

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """An application that runs is shown; an expired quote is priced anew and put again."""
        if refusal.code == "APPLICATION_OPEN":
            return await _goes_on(turn)
        current = turn.get("plan")
        if refusal.code != "QUOTE_EXPIRED" or not current:
            return False
        answer = await pricing.quote(turn, plan.request_of(current))
        turn.set(PLAN, answer["quote"])
        await self.put_again(turn, phrase("application.repriced"))
        return True


async def _goes_on(turn: Turn) -> bool:
    """Whether an application runs already, or was declined not long ago: that is told instead."""
    application = await applications.current(turn)
    if application and (day := _reapply_day(turn, application)):
        turn.say("utter_apply_wait", year=day[:4], day=zh.day(day))
        turn.asked = True
        return True
    if not application or not applications.is_open(application):
        return False
    turn.say("utter_apply_open", number=application["application_no"])
    applications_shown.show(turn, application)
    turn.asked = True
    return True


def _reapply_day(turn: Turn, application: Json) -> str | None:
    """The day from which one who was declined may apply again, while it is still to come."""
    if application["state"] != "DECLINED":
        return None
    day: str | None = (application["decision"] or {}).get("reapply_after")
    today = turn.metadata.get("business_date")
    return day if day and today and day > today else None


def _read_back(quote: Json) -> str:
    return phrase(
        "application.read_back",
        name=_name(quote),
        down=instalments.down_payment(quote),
        line=instalments.line(quote),
    )


def _name(quote: Json) -> str:
    return phrase("instalments.full_name", car=_car(quote), name=instalments.name(quote))


def _car(quote: Json) -> str:
    named = instalments.car(quote)
    return named or phrase("application.own_car", price=amounts.yuan(quote["price"]))


def _values(quote: Json) -> Json:
    return {
        "name": _name(quote),
        "down": instalments.down_payment(quote),
        "line": instalments.line(quote),
        "car": _car(quote),
        "price": zh.yuan(quote["price"]),
        "down_payment": zh.yuan(quote["down_payment"]),
        "loan": zh.yuan(quote["loan_amount"]),
        "product": instalments.name(quote),
        "payments": instalments.payments(quote),
        "rates": instalments.rates(quote),
        "interest": zh.yuan(quote["total_interest"]),
        "balloon": instalments.balloon(quote),
        "valid": zh.day(quote["valid_until"][:10]),
    }
