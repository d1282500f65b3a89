"""When the money is paid out and the car can be collected; booking the handover."""

from typing import Any

from actions.shared import applications, applications_shown, asides, cues, loans, office
from actions.shared.acts import Act
from actions.shared.asides import LOGIN
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Appointment, Receipt, card

Json = dict[str, Any]
SLOT = "delivery_slot"
BOOKED = "booked"
MOST_SLOTS = 4
CALENDAR = "/api/applications/{number}/delivery.ics"
BEFORE_PAYOUT = frozenset({"SIGNED_ALL", "PRE_DISBURSE_CHECK"})


class DeliveryForm(Act):
    """Says whether the money is out, then books a time to collect the car."""

    form = "delivery_form"
    entries = frozenset({"ask_delivery"})
    forgets = (SLOT,)

    def name(self) -> str:
        return "delivery_form"

    def is_mine(self, turn: Turn) -> bool:
        """A day or an hour in the middle is for the handover, not for a test drive."""
        about_time = _says_when(turn) or _wants_another(turn)
        return (turn.intent == "book_appointment" and about_time) or super().is_mine(turn)

    async def next_question(self, turn: Turn) -> str | None:
        """A visitor hears how it goes in general, and how to see his own."""
        if turn.is_customer:
            return await self.as_customer(turn)
        if turn.question != LOGIN:
            turn.say("utter_delivery_in_general")
        return LOGIN

    async def as_customer(self, turn: Turn) -> str | None:
        """Not paid out: why; paid out: a time; then confirm."""
        application = await applications.current(turn)
        if application is None:
            turn.say("utter_delivery_in_general")
            turn.say("utter_no_application")
            turn.asked = True
            return None
        if application["state"] != "ACTIVATED":
            _not_yet(turn, application)
            turn.asked = True
            return None
        wants_another = _wants_another(turn)
        running = turn.form == self.form and turn.question is not None
        if application["next"]["key"] == BOOKED and not wants_another and not running:
            turn.say("utter_delivery_booked", booked=application["next"]["detail"])
            turn.asked = True
            return None
        return await self._book(turn, application)

    async def _book(self, turn: Turn, application: Json) -> str | None:
        number = application["application_no"]
        found = await office.ask("delivery_slots", turn.actor, number)
        dealer, slots = found["dealer"], list(found["slots"])
        if _wants_another(turn):
            turn.set(SLOT, None)
        chosen = _picked(turn, slots) or (None if _says_when(turn) else turn.get(SLOT))
        turn.set(SLOT, chosen)
        if not chosen:
            await _offer(turn, application, dealer, slots)
            return SLOT if slots else None
        facts = {"number": number, "starts_at": chosen, "dealer": dealer}
        return self.confirm(
            turn,
            "application.delivery",
            facts,
            when=zh.moment(chosen),
            dealer=dealer["name"],
        )

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A time said is the value; one that is not free is told."""
        if asked != LOGIN and _says_when(turn):
            return ""
        return await super().without_value(turn, asked)

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """A time that was just taken by another: the times that are left."""
        if refusal.code != "SLOT_TAKEN":
            return False
        await self.put_again(turn, refusal.title)
        return True

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Book it; receipt and appointment in one."""
        number, starts_at, dealer = facts["number"], facts["starts_at"], facts["dealer"]
        await office.ask("book_delivery", turn.actor, number, starts_at, key)
        words, bring = entry("application.booked"), entry("application.bring")
        when = zh.moment(starts_at)
        text = words["text"].format(
            when=when,
            dealer=dealer["name"],
            number=number,
            bring=phrase("shared.comma").join(bring),
        )
        data = Appointment(
            kind="delivery",
            dealer=dealer,
            starts_at=starts_at,
            ics_url=CALENDAR.format(number=number),
            bring=bring,
        )
        receipt = Receipt(request_no=number, what=words["what"], effective=when, next=words["next"])
        said = words["receipt"].format(when=when, number=number)
        turn.show(card(words["what"], said, receipt))
        turn.show(card(words["title"], text, data))
        return str(number)


def _says_when(turn: Turn) -> bool:
    return any(turn.first(kind) is not None for kind in ("ordinal", "date", "time"))


def _wants_another(turn: Turn) -> bool:
    return turn.first("known") is not None or cues.heard("another_time", turn.text)


def _not_yet(turn: Turn, application: Json) -> None:
    state = application["state"]
    response = "utter_delivery_not_paid"
    if state == "DELIVERED":
        response = "utter_delivered"
    elif state in applications.CLOSED:
        response = "utter_delivery_closed"
    elif state in BEFORE_PAYOUT:
        response = "utter_delivery_checking"
    told = applications_shown.coming_told(application)
    turn.say(response, state=application["state_zh"], next=told)
    applications_shown.show(turn, application)


async def _offer(turn: Turn, application: Json, dealer: Json, slots: list[str]) -> None:
    """Paid out: the loan, and the times that are free."""
    if turn.question != SLOT:
        await _show_loan(turn, application)
    if not slots:
        turn.say("utter_delivery_no_slots", dealer=dealer["name"])
        return
    shown = _to_show(turn, slots)
    buttons = [
        {"title": zh.moment(at), "payload": f'/ask_delivery{{"ordinal": {place}}}'}
        for place, at in enumerate(shown, start=1)
    ]
    asides.put(turn, DeliveryForm.form, SLOT, items=shown, buttons=buttons)
    times = phrase("shared.comma").join(zh.moment(at) for at in shown)
    turn.say_text(phrase("application.slots_said", dealer=dealer["name"], slots=times))


def _to_show(turn: Turn, slots: list[str]) -> list[str]:
    """The times of the day that was said, else the first of each of the next days."""
    day = turn.first("date")
    of_day = [at for at in slots if at[:10] == day]
    if day and not of_day:
        turn.say_text(phrase("application.no_slot"))
    first_of_days = list({at[:10]: at for at in reversed(slots)}.values())[::-1]
    return (of_day or first_of_days)[:MOST_SLOTS]


async def _show_loan(turn: Turn, application: Json) -> None:
    turn.say("utter_delivery_paid")
    for loan in await loans.own(turn):
        if loan["application_no"] == application["application_no"]:
            turn.show(loans.contract_card(loan))


def _picked(turn: Turn, slots: list[str]) -> str | None:
    """The free time that place, day or hour tells from the others."""
    place, shown = turn.first("ordinal"), asides.here(turn).get("items") or []
    if place is not None:
        index = int(place) - 1 if int(place) > 0 else int(place)
        return shown[index] if -len(shown) <= index < len(shown) else None
    day, hour = turn.first("date"), turn.first("time")
    if day is None and hour is None:
        return None
    left = [at for at in slots if day in {None, at[:10]} and hour in {None, at[11:16]}]
    return left[0] if left and (hour is not None or len(left) == 1) else None
