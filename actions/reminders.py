"""How a customer is reminded: shown, changed after a confirmation, put into his own calendar."""

from typing import Any

from actions.shared import asides, cues, office
from actions.shared.acts import Act
from actions.shared.asides import AGREED
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Action, Card, ComingDay, Receipt, Reminders, card

Json = dict[str, Any]
MOST_LEAD = 15
SHOWN_AHEAD = 3
# What may be changed, in the back office's names.
MEMBERS = ("lead_days", "channel", "quiet_hours")
OPENS, CLOSES = "08:00", "21:00"
# «a bit less», «a bit more»: what is left of it, what comes to it.
FEWER, MORE = [3], [7, 5, 3, 1]
MUTED = "mute"


class ReminderForm(Act):
    """Shows how reminders come, confirms a change, commits it once."""

    form = "reminder_form"
    entries = frozenset({"set_reminder"})

    def name(self) -> str:
        return "reminder_form"

    async def take(self, turn: Turn) -> list[str]:
        """Days, a channel or an hour said while it waits are an answer too."""
        changed = await super().take(turn)
        return changed or (["reminders"] if _tells(turn) else [])

    async def give_back(self, turn: Turn, changed: list[str]) -> str:
        """What was said is read back on the card."""
        return ""

    async def as_customer(self, turn: Turn) -> str | None:
        """Show what holds; with a wish in the message read it back, else say how to change it."""
        standing = asides.of(turn, self.form)
        waiting = turn.question == AGREED and standing is not None
        if waiting and turn.intent != "set_reminder" and not _tells(turn):
            return AGREED
        now = await office.ask("reminders", turn.actor, turn.owner["id"])
        if cues.heard("reminders.calendar", turn.text):
            turn.show(_card(now))
            turn.say("utter_reminders_calendar")
            return None
        base = standing["facts"] if waiting and standing else {m: now[m] for m in MEMBERS}
        wanted, before = _wanted(turn, base)
        turn.show(_card(now))
        if not _tells(turn):
            turn.say("utter_reminders_shown", before=before)
            return None
        if wanted == {member: now[member] for member in MEMBERS}:
            turn.say("utter_reminders_same", before=before)
            return None
        if before:
            turn.say_text(before)
        return self.confirm(turn, "reminders.confirm", wanted, **_in_words(wanted))

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Keep it and give the receipt."""
        request = {"customer_id": turn.owner["id"], "confirm": True, **facts}
        done = (await office.ask("set_reminders", turn.actor, request, key))["receipt"]
        data = Receipt(**{name: done[name] for name in ("request_no", "what", "effective", "next")})
        data.effective = zh.day(done["effective"])
        text = phrase("reminders.receipt_text", **data.model_dump())
        turn.show(card(entry("reminders.receipt_title"), text, data))
        turn.say("utter_reminders_set")
        turn.asked = True
        return str(done["request_no"])

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """Days or hours that do not go are told, and what holds is shown."""
        if refusal.code not in {"REMINDER_DAYS", "REMINDER_HOURS"}:
            return False
        turn.say("utter_reminders_shown", before=refusal.title)
        return True


def _muting(turn: Turn) -> bool:
    return turn.first("known") == MUTED or cues.heard("reminders.mute", turn.text)


def _tells(turn: Turn) -> bool:
    """Whether the message says how it should be."""
    values = any(turn.values(name) for name in ("lead_days", "channel", "time"))
    return values or _muting(turn) or cues.value("reminders.often", turn.text) is not None


def _wanted(turn: Turn, base: Json) -> tuple[Json, str]:
    """What is asked for over what holds, and what has to be said first."""
    days, note = _days(turn, list(base["lead_days"]))
    hours, hours_note = _hours(turn, base["quiet_hours"])
    channel = turn.first("channel") or base["channel"]
    notes = [note, hours_note]
    if cues.heard("reminders.others", turn.text):
        notes.insert(0, entry("reminders.notes.others"))
    return {"lead_days": days, "channel": channel, "quiet_hours": hours}, "".join(notes)


def _days(turn: Turn, now: list[int]) -> tuple[list[int], str]:
    """The days before the due date; the last one possible is the day before it."""
    told = [int(day) for day in turn.values("lead_days")]
    often = cues.value("reminders.often", turn.text)
    if not told:
        if _only_channel_off(turn):
            return now, ""
        if _muting(turn):
            return [], entry("reminders.notes.mute")
        return {"fewer": FEWER, "more": MORE}.get(often, now), ""
    note = ""
    if min(told) < 1:
        note = entry("reminders.notes.too_early")
    elif max(told) > MOST_LEAD:
        note = phrase("reminders.notes.too_far", most=MOST_LEAD)
    fitting = {min(max(day, 1), MOST_LEAD) for day in told}
    kept = set(now) if cues.heard("reminders.also", turn.text) else set()
    return sorted(fitting | kept, reverse=True), note


def _only_channel_off(turn: Turn) -> bool:
    """«no phone calls, a text message is enough» mutes a channel, not the reminders."""
    return bool(turn.values("channel"))


def _hours(turn: Turn, now: Json) -> tuple[Json, str]:
    """From when on it may be said; outside the hours of service the nearest of them."""
    told = turn.first("time")
    if told is None:
        return now, ""
    latest = entry("reminders.latest_start")
    hour = min(max(str(told), OPENS), latest)
    note = "" if hour == told else phrase("reminders.notes.hours_left", hour=told)
    return {"from": CLOSES, "to": hour}, note


def _in_words(setting: Json) -> Json:
    days = phrase("shared.stop").join(str(day) for day in setting["lead_days"])
    quiet = setting["quiet_hours"]
    return {
        "days": phrase("reminders.days", days=days) if days else entry("reminders.no_days"),
        "channel": entry("reminders.channels")[setting["channel"]],
        "hours": phrase("reminders.hours", quiet_to=quiet["to"], quiet_from=quiet["from"]),
    }


def _card(now: Json) -> Card:
    """How reminders come now, what always comes, and what is ahead."""
    ahead = [ComingDay(**{name: day[name] for name in ComingDay.model_fields})
             for day in now["upcoming"][:SHOWN_AHEAD]]  # fmt: skip
    told = [
        phrase("reminders.card.coming_item", day=zh.day(day.on), text=day.text) for day in ahead
    ]
    stop = phrase("shared.stop")
    text = phrase(
        "reminders.card.text",
        mandatory=phrase("reminders.card.mandatory", items=stop.join(now["mandatory"])),
        coming=phrase("reminders.card.coming", items=stop.join(told)) if told else "",
        **_in_words(now),
    )
    data = Reminders(
        lead_days=now["lead_days"],
        channel=now["channel"],
        quiet_hours=now["quiet_hours"],
        mandatory=now["mandatory"],
        upcoming=ahead,
        ics_url=now["ics_url"],
    )
    actions = [Action(label=entry("reminders.card.page"), url="/service/reminders")]
    return card(entry("reminders.card.title"), text, data, actions)
