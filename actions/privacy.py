"""How personal data is used and protected, by what is asked."""

from actions.shared import cues
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry


class ActionExplainPrivacy(Answer):
    """One plain answer; no consent is asked for in a consultation."""

    def name(self) -> str:
        return "action_explain_privacy"

    async def answer(self, turn: Turn) -> None:
        kind = cues.value("privacy", turn.text) or "otherwise"
        turn.say("utter_privacy", answer=entry(f"privacy.{kind}"))
