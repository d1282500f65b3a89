"""The next car: keeping and changing beside each other, passed on only as confirmed; friends."""

from decimal import Decimal
from typing import Any

from actions.shared import cues, instalments, loans, office, plan, sharing
from actions.shared.acts import Act
from actions.shared.answer import Answer
from actions.shared.asides import LOGIN
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Receipt, card

Json = dict[str, Any]
CITY = "city"
OPEN = frozenset({"new", "contacted", "booked"})
NO_OFFER = "no_offer"


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
        if turn.first("known") == NO_OFFER:
            await self._no_offer(turn)
            return None
        mine = await loans.own(turn)
        if any(loan["days_past_due"] for loan in mine):
            turn.say("utter_upgrade_not_now")
            turn.asked = True
            return None
        lead = await _standing(turn)
        if lead:
            return self._standing(turn, lead)
        if turn.question is None and not await self._compared(turn, mine):
            return None
        if not turn.get(CITY):
            return CITY
        dealers = (await office.ask("dealers", turn.get(CITY)))["items"]
        if not dealers:
            turn.say("utter_upgrade_no_dealer", city=turn.get(CITY))
            turn.set(CITY, None)
            return CITY
        loan = loans.picked(turn, mine)
        facts = {
            "dealer_id": dealers[0]["dealer_id"],
            "vehicle_key": turn.get("vehicle_model"),
            "contract_no": loan["contract_no"] if loan else None,
        }
        return self.confirm(turn, "upgrade.pass_on", facts, dealer=dealers[0]["name"])

    async def _no_offer(self, turn: Turn) -> None:
        """What was offered and is open is declined, wherever it was shown."""
        seen = (await office.ask("offers", turn.actor, turn.owner["id"]))["items"]
        until = ""
        for offer in seen:
            if offer["state"] == "open":
                key = f"decline-{offer['offer_id']}"
                answer = await office.ask("decline_offer", turn.actor, offer["offer_id"], key)
                until = answer["remembered_until"]
        self.over(turn)
        told = "upgrade.declined" if until else "upgrade.nothing_open"
        turn.say_text(phrase(told, until=zh.full_day(until) if until else ""))
        turn.asked = True

    async def _compared(self, turn: Turn, mine: list[Json]) -> bool:
        """Keeping and changing in figures, or how it goes; False when now is not the time."""
        loan = loans.picked(turn, mine)
        if loan is None or loan["state"] == loans.SETTLED:
            turn.say("utter_upgrade_in_general")
            return True
        wanted = {"vehicle_key": turn.get("vehicle_model")} if turn.get("vehicle_model") else {}
        try:
            both = await office.ask(
                "try_errand", turn.actor, loan["contract_no"], "upgrade", wanted
            )
        except BackOfficeRefused as refusal:
            if refusal.status != 409:
                raise
            turn.say_text(refusal.title)
            turn.asked = True
            return False
        if not both["advised"] and both["swap"] is None:
            turn.say_text(both["why"])
            turn.asked = True
            return False
        _show(turn, both)
        return True

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


def _show(turn: Turn, both: Json) -> None:
    """Both ways beside each other; the new plan with everything that belongs to it."""
    keep, used, swap = both["keep"], both["trade_in"], both["swap"]
    lead = phrase(
        "upgrade.keep",
        car=both["car"],
        left=keep["instalments_left"],
        total=zh.yuan(keep["left_to_pay"]),
        interest=zh.yuan(keep["interest_left"]),
        last=zh.full_day(keep["last_due"]),
    )
    lead += phrase(
        "upgrade.change",
        low=zh.yuan(used["estimate_low"]),
        high=zh.yuan(used["estimate_high"]),
        payoff=zh.yuan(used["payoff"]),
        note=used["note"],
        why=both["why"],
    )
    if not both["advised"]:
        turn.say_text(lead)
        return
    cash = phrase("upgrade.cash", cash=zh.yuan(swap["cash"])) if Decimal(swap["cash"]) else ""
    quote = swap["quote"]["quote"]
    loyal = ""
    if swap["loyalty"]:
        loyal = phrase("upgrade.loyalty", **swap["loyalty"])
    title = phrase("upgrade.swap_title", car=instalments.car(quote))
    turn.show(plan.quote_card(quote, title, lead=lead + cash + loyal))


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
