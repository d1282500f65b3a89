"""The way to the loan, step by step, with who does what and how long it usually takes."""

from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Process, Step, card


class ActionExplainProcess(Answer):
    """The `process` card."""

    def name(self) -> str:
        return "action_explain_process"

    async def answer(self, turn: Turn) -> None:
        steps = entry("process.steps")
        text = "\n".join(
            phrase("process.line", place=place, **step) for place, step in enumerate(steps, start=1)
        )
        data = Process(steps=[Step(**step) for step in steps])
        turn.show(card(entry("process.title"), text, data))
        turn.say("utter_process_note")
