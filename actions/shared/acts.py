"""The base of every act that changes something: log in, read back, confirm, commit once, receipt.

Its form asks at last for `agreed`, with a confirm card beside it that has exactly one committing
button. The key of the card is the idempotency key of the command: after an outage between the
press and the answer the same press has no second effect.
"""

from abc import abstractmethod
from typing import Any, ClassVar

from actions.shared import asides, cues, needs_shown, presses, questions
from actions.shared.asides import AGREED, LOGIN
from actions.shared.tasks import Task
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Action, Confirm, ConfirmRow, card

Json = dict[str, Any]
# After these the same card may be confirmed again.
MENDED_ELSEWHERE = frozenset({"LEVEL_TOO_LOW", "CONSENT_REQUIRED"})
GIVES_UP = frozenset({"deny", "dont_know"})


class Act(Task):
    """A form that ends in a confirmed change. Subclasses say what is asked and what is done."""

    takes_values = False
    # Slots of its own that are forgotten when it is over.
    forgets: ClassVar[tuple[str, ...]] = ()
    # Refusals after which it stays open.
    outlives: ClassVar[frozenset[str]] = MENDED_ELSEWHERE

    @abstractmethod
    async def as_customer(self, turn: Turn) -> str | None:
        """The slot to ask now, or None when there is nothing to do, which is said then.

        Before `AGREED` is returned `confirm` puts the card.
        """

    @abstractmethod
    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Do it and say what was done; the number under which it was done."""

    async def next_question(self, turn: Turn) -> str | None:
        """Who is not known logs in first."""
        return await self.as_customer(turn) if turn.is_customer else LOGIN

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """Answer a refusal by more than its title; False leaves it to the common wording."""
        return False

    async def answer(self, turn: Turn) -> None:
        """Carry out what was confirmed, or go on asking."""
        if self._agreed(turn):
            await self._carry_out(turn)
        else:
            await super().answer(turn)

    def _agreed(self, turn: Turn) -> bool:
        aside = asides.of(turn, self.form)
        if not aside or aside["slot"] != AGREED or not turn.is_customer:
            return False
        if pressed := turn.first("commit"):
            return bool(pressed == aside["key"])
        asked = turn.form == self.form and turn.question == AGREED and not turn.said
        if not asked or cues.heard("agreed_but", turn.text):
            return False
        return turn.intent == "affirm" or cues.heard("agreed", turn.text)

    async def _carry_out(self, turn: Turn) -> None:
        if turn.form != self.form:
            self.enter(turn)
            turn.set("requested_slot", AGREED)
        aside = asides.of(turn, self.form) or {}
        try:
            number = await self.commit(turn, aside["facts"], aside["key"])
        except BackOfficeRefused as refusal:
            if refusal.code not in self.outlives:
                self.over(turn)
            if not await self.refused(turn, refusal):
                raise
            return
        self.over(turn)
        asides.remember_done(turn, aside["key"], number)

    def over(self, turn: Turn) -> None:
        """End the form and forget what was only for it."""
        if turn.form == self.form:
            turn.end_form()
        asides.drop(turn, self.form)
        for slot in (*self.forgets, "helped"):
            turn.set(slot, None)

    async def put_again(self, turn: Turn, before: str) -> None:
        """After a refusal that a new figure or time mends: ask on, with why before it."""
        self.enter(turn)
        slot = await self.next_question(turn)
        if slot:
            questions.ask(turn, slot, before)

    def confirm(self, turn: Turn, wording: str, facts: Json, **values: Any) -> str:
        """Put the confirm card of `wording` (title, rows, consequence, commit); returns AGREED.

        A row that has nothing to say is left out.
        """
        kept = asides.of(turn, self.form)
        if kept and kept["slot"] == AGREED and kept["facts"] == facts:
            return AGREED
        key = f"{self.form}-{turn.message_id}"
        words = entry(wording)
        consequence = words["consequence"].format(**values)
        told = [(row["label"], row["value"].format(**values)) for row in words["rows"]]
        rows = [ConfirmRow(label=label, value=value) for label, value in told if value]
        shown = card(
            words["title"].format(**values),
            words["text"].format(consequence=consequence, **values),
            Confirm(rows=rows, consequence=consequence),
            [
                Action(
                    label=words["commit"], payload=presses.payload("affirm", [Said("commit", key)])
                )
            ],
        )
        more = {"plan": values["plan"]} if "plan" in values else {}
        document = shown.model_dump(mode="json", exclude_none=True)
        asides.put(turn, self.form, AGREED, card=document, key=key, facts=facts, **more)
        return AGREED

    def is_mine(self, turn: Turn) -> bool:
        """«确认提交» and «登录好了» answer our question, whatever they were taken for."""
        agreed = turn.question == AGREED and cues.heard("agreed", turn.text)
        logged_in = turn.question == LOGIN and turn.is_customer and turn.intent == "link_account"
        return agreed or logged_in or super().is_mine(turn)

    def still_open(self, turn: Turn, slot: str) -> bool:
        """The log-in is open until it is done; after it nothing asked before is kept open."""
        return slot not in {LOGIN, AGREED} and super().still_open(turn, slot)

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A no, a don't-know or a second miss leaves it; nothing is done."""
        if asked == LOGIN and turn.is_customer:
            return ""
        if turn.intent in GIVES_UP or turn.get("helped") == asked:
            self.over(turn)
            turn.say(f"utter_{self.form}_left")
            return None
        turn.set("helped", asked)
        before = "login.not_yet" if asked == LOGIN else "not_understood_here"
        questions.ask(turn, asked, phrase(f"shared.{before}"))
        return None

    def reask(self, turn: Turn) -> bool:
        """A confirmation that was parked is put again as it stood."""
        slot = (turn.get("parked_questions") or {}).get(self.form)
        if slot not in {LOGIN, AGREED}:
            return super().reask(turn)
        questions.ask(turn, slot, phrase("shared.back_to"))
        return True

    async def give_back(self, turn: Turn, changed: list[str]) -> str:
        """Values said in the middle are noted; those of the first sentence are the plan's."""
        return await needs_shown.noted(turn, changed) if turn.open_question else ""

    async def assume(self, turn: Turn, slot: str) -> str:
        """Nothing is assumed where something is committed."""
        return ""

    async def finish(self, turn: Turn, before: str) -> None:
        """There was nothing to do, and it was said why; what was left for it is offered again."""
        self.over(turn)
        turn.asked = turn.asked and not turn.get("parked")
