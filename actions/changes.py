"""Identity card, repayment card, phone and address: what changes when, and the page that does it.

No number is ever taken in the talk: what is asked, how long it takes and where, in a sentence.
"""

from abc import abstractmethod
from typing import Any

from actions.shared import asides, cues, errands, loans, office, presses, sentences
from actions.shared.acts import Act
from actions.shared.answer import Answer
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Action, Card, Upload, Verify, card

Json = dict[str, Any]
CANCEL = "cancel_change"
INTENTS = {
    "id_card": "update_id_card",
    "bank_card": "change_bank_card",
    "phone": "change_contact",
    "address": "change_contact",
}
OPEN = frozenset({"OPEN", "CHECKING", "WAITING"})
EMPLOYER = "employer"
# Asked so, the page is no way: a person does it, or nothing is to be done.
NO_PAGE = {
    "id_card": frozenset({"number", "other_person"}),
    "bank_card": frozenset({"other_person", "two", "stop_debit"}),
}


async def _on_file(turn: Turn) -> Json:
    return await office.ask("changes", turn.actor, turn.owner["id"])


def _heard_of_number(turn: Turn) -> str:
    """A number typed into the talk is not used; where it is entered instead."""
    return str(entry("changes.kept_number")) if cues.heard("changes.kept_number", turn.text) else ""


def _asked(turn: Turn, about: str) -> str | None:
    """What is asked about a change: pressed, or heard."""
    pressed = turn.first("known")
    if pressed in entry(f"changes.{about}"):
        return str(pressed)
    heard: str | None = cues.value(f"changes.{about}", turn.text)
    return heard


class _Change(Answer):
    """An answer about a change of one's own data: who, what stands already, then the page."""

    async def answer(self, turn: Turn) -> None:
        turn.asked = not turn.form
        if turn.first("known") == CANCEL:
            turn.follow("change_cancel_form")
            return
        if not turn.is_customer:
            self.in_general(turn)
            again = {"title": entry("loans.logged_in"), "payload": presses.payload(turn.intent)}
            turn.show(asides.login_card(entry("account.apply_page")))
            turn.say("utter_change_login", buttons=[again])
            return
        await self.for_customer(turn)

    def in_general(self, turn: Turn) -> None:
        """What is answered before it is known who asks."""

    @abstractmethod
    async def for_customer(self, turn: Turn) -> None:
        """The answer for who is known."""


class ActionUpdateIdCard(_Change):
    """The identity card: what is on file, until when, and the page with the two photographs."""

    def name(self) -> str:
        return "action_update_id_card"

    def in_general(self, turn: Turn) -> None:
        if kind := _asked(turn, "id_card"):
            turn.say("utter_change_answer", answer=entry("changes.id_card")[kind])

    async def for_customer(self, turn: Turn) -> None:
        found = await _on_file(turn)
        if _tell_open(turn, found, "id_card"):
            return
        kind = _asked(turn, "id_card")
        first = _heard_of_number(turn) + (entry("changes.id_card")[kind] if kind else "")
        if kind in NO_PAGE["id_card"]:
            turn.say("utter_change_by_person", answer=first)
            return
        turn.show(_paper_card())
        turn.say("utter_id_card_page", first=first, standing=_identity(found["identity"]))


def _paper_card() -> Card:
    url, words = entry("changes.pages.id_card"), entry("changes.id_card_page")
    data = Upload(document="id_card", url=url, title=words["title"])
    return card(words["title"], words["text"], data, [Action(label=words["action"], url=url)])


def _identity(found: Json | None) -> str:
    """Until when the card on file is good, and what that does not stand in the way of."""
    if found is None or not found["valid_to"]:
        return str(entry("changes.standing.unknown"))
    blocks = found["blocks_from"]
    return phrase(
        f"changes.standing.{found['standing']}",
        until=loans.full_day(found["valid_to"]),
        blocks=loans.full_day(blocks) if blocks else "",
    )


class ActionChangeBankCard(_Change):
    """The card that is drawn from: by when for which instalment, and the page that checks it."""

    def name(self) -> str:
        return "action_change_bank_card"

    def in_general(self, turn: Turn) -> None:
        if kind := _asked(turn, "bank_card"):
            turn.say("utter_change_answer", answer=entry("changes.bank_card")[kind])

    async def for_customer(self, turn: Turn) -> None:
        loan = await loans.chosen(turn, "change_bank_card")
        if loan is None:
            return
        turn.asked = not turn.form
        if loan["state"] == loans.SETTLED:
            turn.say("utter_bank_card_settled", car=loans.car(loan))
            return
        found = await _on_file(turn)
        if _tell_open(turn, found, "bank_card", loan["contract_no"]):
            return
        kind = _asked(turn, "bank_card")
        first = _heard_of_number(turn) + (entry("changes.bank_card")[kind] if kind else "")
        if kind in NO_PAGE["bank_card"]:
            turn.say("utter_bank_card_own", answer=first)
            return
        turn.show(_card_page(loan))
        turn.say(
            "utter_bank_card_page",
            first=first,
            car=loans.car(loan),
            card=loans.repay_card(loan),
            from_when=_from_when(loan, found["cards"]),
        )


def _card_page(loan: Json) -> Card:
    words = entry("changes.bank_card_page")
    url = phrase("changes.pages.bank_card", number=loan["contract_no"])
    action = Action(label=words["action"], url=url)
    return card(words["title"], words["text"], Verify(kind="four_factor", url=url), [action])


def _from_when(loan: Json, cards: list[Json]) -> str:
    """Until when another card counts for the next instalment; being late it may pay at once."""
    on_file = next((one for one in cards if one["contract_no"] == loan["contract_no"]), None)
    if loan["days_past_due"]:
        return str(entry("changes.from_when.overdue"))
    if on_file is None or not on_file["cutoff"] or not on_file["next_due"]:
        return str(entry("changes.from_when.rule"))
    due, cutoff = zh.day(on_file["next_due"]), zh.moment(on_file["cutoff"])
    return phrase("changes.from_when.known", due=due, cutoff=cutoff)


class ActionChangeContact(_Change):
    """Phone and address on their pages; a phone that is gone, and the rest, with a person."""

    def name(self) -> str:
        return "action_change_contact"

    def in_general(self, turn: Turn) -> None:
        if kind := _asked(turn, "contact"):
            turn.say("utter_change_answer", answer=entry("changes.contact")[kind])

    async def for_customer(self, turn: Turn) -> None:
        kind = _asked(turn, "contact")
        if kind is None:
            turn.say("utter_contact_which", first=_heard_of_number(turn))
            return
        # Beside another wish a new job is its reason; by itself it changes nothing.
        if kind == EMPLOYER and (turn.within_chain or turn.further_wishes):
            return
        first = _heard_of_number(turn) + entry("changes.contact")[kind]
        page = entry("changes.contact_pages").get(kind)
        if page is None:
            turn.say("utter_change_by_person", answer=first)
            return
        if _tell_open(turn, await _on_file(turn), page):
            return
        words, url = entry(f"changes.{page}_page"), entry(f"changes.pages.{page}")
        data = Verify(kind=words["kind"], url=url)
        shown = [Action(label=words["action"], url=url)]
        turn.show(card(words["title"], words["text"], data, shown))
        turn.say(f"utter_contact_{kind}", answer=first)


# -- what stands already ---------------------------------------------------------------------------
def _tell_open(turn: Turn, found: Json, kind: str, contract_no: str | None = None) -> bool:
    """How far a change of this kind is that was begun; whether there is one."""
    change = next(
        (
            one
            for one in found["items"]
            if one["kind"] == kind
            and one["state"] in OPEN
            and one["contract_no"] in {None, contract_no}
        ),
        None,
    )
    if change is None:
        return False
    turn.show(errands.receipt(_as_errand(change)))
    turn.say(
        "utter_change_stands",
        what=change["kind_zh"],
        number=change["request_no"],
        state=change["state_zh"],
        next=sentences.bare(change["next"]["label"]),
        buttons=_leaving(change),
    )
    turn.asked = True
    return True


def _as_errand(change: Json) -> Json:
    return {**change, "errand_zh": change["kind_zh"]}


def _leaving(change: Json) -> list[dict[str, str]]:
    if not change["can_cancel"]:
        return []
    press = presses.payload(INTENTS[change["kind"]], [Said("known", CANCEL)])
    return [{"title": str(entry("changes.leave")), "payload": press}]


class ChangeCancelForm(Act):
    """Takes a change back that was begun, as long as it is open."""

    form = "change_cancel_form"
    entries = frozenset()

    def name(self) -> str:
        return "change_cancel_form"

    async def as_customer(self, turn: Turn) -> str | None:
        """Confirm, or say that nothing is open."""
        items = (await _on_file(turn))["items"]
        mine = [one for one in items if one["state"] in OPEN and one["can_cancel"]]
        of_intent = [one for one in mine if INTENTS[one["kind"]] == turn.intent] or mine
        if not of_intent:
            turn.say("utter_change_nothing_open")
            turn.asked = True
            return None
        change = of_intent[0]
        if turn.question == "agreed" and asides.here(turn):
            return "agreed"
        facts = {"request_no": change["request_no"]}
        values = {"what": change["kind_zh"], "number": change["request_no"]}
        return self.confirm(turn, "changes.cancel", facts, state=change["state_zh"], **values)

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Take it back and say so."""
        done = await office.ask("cancel_change", turn.actor, facts["request_no"], key)
        turn.show(errands.receipt(_as_errand(done)))
        turn.say("utter_change_cancelled", what=done["kind_zh"])
        turn.asked = True
        return str(done["request_no"])
