"""The base of every form: it extracts, asks, parks, resumes and finishes in one remote call.

A form stands in `forms:` of the domain, which is the truth about what it asks, and under
`actions:` with the same name, so that Rasa calls this class instead of its own form action. While
it runs it gets every message first: what answers it is taken, what belongs to another capability
goes there with a `FollowupAction` and comes back through `closing`.
"""

from abc import abstractmethod
from typing import ClassVar

from actions.shared import closing, hearing, needs, needs_shown, questions, routes
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import phrase

# Not understood, or a correction: with a value in it the message answers the running form.
VAGUE = frozenset({"nlu_fallback", "go_back"})
VALUES = frozenset({"amount", "ratio", "term", "vehicle_model", "city", "employment"})
# Below this confidence a message that holds just what was asked for is the answer to it.
SURE = 0.9


class Task(Answer):
    """A form. Subclasses say what it asks (`next_question`) and what it does then (`finish`)."""

    takes_values = True
    form: ClassVar[str]
    # Intents that start this form, or, while it runs, bring values to it.
    entries: ClassVar[frozenset[str]]
    # Slots that it may ask, as in the domain.
    slots: ClassVar[tuple[str, ...]]

    @abstractmethod
    async def next_question(self, turn: Turn) -> str | None:
        """The slot to ask now, or None when the form can finish."""

    def still_open(self, turn: Turn, slot: str) -> bool:
        """Whether the question just asked still wants an answer after other values came."""
        return turn.get(slot) is None

    @abstractmethod
    async def finish(self, turn: Turn, before: str) -> None:
        """Do what the form is for, beginning with `before`; end the form unless it asks on."""

    @abstractmethod
    async def assume(self, turn: Turn, slot: str) -> str:
        """Choose a default for `slot` and return the sentence that says it aloud."""

    async def take(self, turn: Turn) -> list[str]:
        """Take what was said; the names of the needs that changed."""
        return await hearing.take(turn)

    async def give_back(self, turn: Turn, changed: list[str]) -> str:
        """What is given back for the values just taken, before the next question."""
        return await needs_shown.noted(turn, changed)

    async def answer(self, turn: Turn) -> None:
        """Take the message, or leave it to whom it belongs."""
        running = turn.form == self.form
        if running and not self.is_mine(turn):
            turn.follow(routes.action_for(turn.intent))
            return
        resumed = not running and self.form in (turn.get("parked") or [])
        if not running:
            self.enter(turn)
        if resumed and self.reask(turn):
            return
        asked = turn.question
        changed = await self.take(turn)
        await self.go_on(turn, asked, changed, phrase("shared.back_to") if resumed else "")

    async def go_on(
        self, turn: Turn, asked: str | None, changed: list[str], before: str = ""
    ) -> None:
        """Ask the next question, or finish; an answer that was not one gets a default."""
        if asked and not changed and turn.intent in closing.ANSWERS:
            said = await self.without_value(turn, asked)
            if said is None:
                return
            before = said
        slot = await self.next_question(turn)
        if slot and asked and changed and self.still_open(turn, asked):
            slot = asked
        if slot:
            questions.ask(turn, slot, before or await self.give_back(turn, changed))
            return
        turn.set("requested_slot", None)
        if asked and not before:
            before = await needs_shown.noted(turn, changed)
        await self.finish(turn, before)

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """No value came for the open question: say how to answer it, the second time assume.

        Don't-know assumes at once. None means that the question has been put again.
        """
        helped = turn.get("helped") == asked
        if turn.intent in {"dont_know", "deny"} or helped:
            turn.set("helped", None)
            return await self.assume(turn, asked)
        turn.set("helped", asked)
        questions.ask(turn, asked, phrase("shared.not_understood_here"))
        return None

    def reask(self, turn: Turn) -> bool:
        """Put the question that was open when this form was parked, if it still is."""
        slot = (turn.get("parked_questions") or {}).get(self.form)
        if not slot or not self.still_open(turn, slot):
            return False
        questions.ask(turn, slot, phrase("shared.back_to"))
        return True

    def is_mine(self, turn: Turn) -> bool:
        """Whether the message answers this form rather than starting something else."""
        if turn.intent in VAGUE and any(said.entity in VALUES for said in turn.said):
            return True
        if turn.confidence < SURE and _holds_answer(turn):
            return True
        return turn.intent in closing.ANSWERS or turn.intent in self.entries

    def enter(self, turn: Turn) -> None:
        """Start this form; a running one with an open question is parked."""
        other = turn.form
        parked = [name for name in turn.get("parked") or [] if name != self.form]
        if other and other != self.form and turn.question:
            parked.append(other)
            questions_left = turn.get("parked_questions") or {}
            turn.set("parked_questions", {**questions_left, other: turn.question})
        turn.set("parked", parked or None)
        turn.start(self.form)
        turn.set("requested_slot", None)
        turn.set("offer", None)


def _holds_answer(turn: Turn) -> bool:
    """Whether a value of the kind that the open question asks for was said, and no other."""
    asked = turn.question
    if not asked or not turn.said:
        return False
    kinds = {"amount", "ratio"} if asked in needs.AMOUNTS else {asked}
    if asked == "keep_years":
        kinds = {"term"}
    return all(said.entity in kinds for said in turn.said)
