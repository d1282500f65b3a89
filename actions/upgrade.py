"""The next car: told honestly, passed on to a dealer only as the customer confirms it; friends."""

from typing import Any

from actions.shared import cues, loans, office, sharing
from actions.shared.acts import Act
from actions.shared.answer import Answer
from actions.shared.asides import LOGIN
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Receipt, card

Json = dict[str, Any]
CITY = "city"
OPEN = frozenset({"new", "contacted", "booked"})


class UpgradeForm(Act):
    """How trading in goes; the wish to a dealer of the city, seen and withdrawn at any time."""

    form = "upgrade_form"
    entries = frozenset({"ask_upgrade"})

    def name(self) -> str:
        return "upgrade_form"

    def is_mine(self, turn: Turn) -> bool:
        """A city answers where."""
        return (turn.question == CITY and turn.first(CITY) is not None) or super().is_mine(turn)

    async def next_question(self, turn: Turn) -> str | None:
        """A visitor hears how it goes, then who it is."""
        if turn.is_customer:
            return await self.as_customer(turn)
        if turn.question != LOGIN:
            turn.say("utter_upgrade_in_general")
        return LOGIN

    async def as_customer(self, turn: Turn) -> str | None:
        """Never while it hurts; a wish that stands is shown and can be withdrawn."""
        if any(loan["days_past_due"] for loan in await loans.own(turn)):
            turn.say("utter_upgrade_not_now")
            turn.asked = True
            return None
        lead = await _standing(turn)
        if lead:
            return self._standing(turn, lead)
        if not turn.get(CITY):
            if turn.question is None:
                turn.say("utter_upgrade_in_general")
            return CITY
        dealers = (await office.ask("dealers", turn.get(CITY)))["items"]
        if not dealers:
            turn.say("utter_upgrade_no_dealer", city=turn.get(CITY))
            turn.set(CITY, None)
            return CITY
        facts = {"dealer_id": dealers[0]["dealer_id"], "vehicle_key": turn.get("vehicle_model")}
        return self.confirm(turn, "upgrade.pass_on", facts, dealer=dealers[0]["name"])

    def _standing(self, turn: Turn, lead: Json) -> str | None:
        if turn.first("known") == "revoke" or cues.heard("lead_revoke", turn.text):
            facts = {"number": lead["lead_no"]}
            return self.confirm(turn, "upgrade.revoke", facts, dealer=lead["dealer_name"])
        turn.say(
            "utter_upgrade_stands",
            dealer=lead["dealer_name"],
            status=lead["status_zh"],
            next=lead["next"],
        )
        turn.asked = True
        return None

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """Without a city nothing is passed on."""
        if asked == CITY and turn.intent in {"dont_know", "deny"}:
            self.over(turn)
            turn.say("utter_upgrade_form_left")
            return None
        return await super().without_value(turn, asked)

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Pass the wish on, or take it back."""
        if "number" in facts:
            lead = await office.ask("revoke_lead", turn.actor, facts["number"], key)
        else:
            await sharing.agree(turn, key)
            request = {
                "customer_id": turn.owner["id"],
                "intent": "trade_in",
                "confirm": True,
                **{name: value for name, value in facts.items() if value},
            }
            lead = await office.ask("open_lead", turn.actor, request, key)
        data = Receipt(
            request_no=lead["lead_no"],
            what=phrase("upgrade.what", intent=lead["intent_zh"], dealer=lead["dealer_name"]),
            effective=lead["status_zh"],
            next=lead["next"],
        )
        text = phrase("upgrade.receipt_text", **data.model_dump())
        turn.show(card(entry("upgrade.receipt_title"), text, data))
        turn.asked = True
        return str(lead["lead_no"])


async def _standing(turn: Turn) -> Json | None:
    items = (await office.ask("leads", turn.actor, turn.owner["id"]))["items"]
    mine = (one for one in items if one["intent"] == "trade_in" and one["status"] in OPEN)
    return next(mine, None)


class ActionTellReferral(Answer):
    """How a friend comes by himself; nobody's number is taken for him."""

    def name(self) -> str:
        return "action_tell_referral"

    async def answer(self, turn: Turn) -> None:
        turn.asked = not turn.form
        turn.say("utter_referral")
