"""Care before anything else, and what is refused whatever the words."""

from actions.shared import offers, office
from actions.shared.answer import Answer, Say
from actions.shared.turn import Turn
from foundation.backoffice import BackOfficeError
from foundation.log import logger


class ActionCare(Answer):
    """Distress: care and the public lines at once, the desk alerted, nothing sold or asked."""

    intercepts = False

    def name(self) -> str:
        return "action_care"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_care")
        turn.further_wishes = []
        turn.asked = True
        offers.make(turn, yes="action_request_person")
        alert = {"owner": turn.owner, "reason": "distress", "summary": "distress"}
        try:
            await office.ask("request_callback", alert, f"distress-{turn.message_id}")
        except BackOfficeError:
            logger(__name__).error("care.alert_failed", conversation=turn.tracker.sender_id)


class ActionRefuseForgery(Say):
    """No help with forged papers; the honest ways to the same end."""

    intercepts = False
    response = "utter_refuse_forgery"

    def name(self) -> str:
        return "action_refuse_forgery"


class ActionRefuseThirdParty(Say):
    """Nobody's data but one's own."""

    intercepts = False
    response = "utter_refuse_third_party"

    def name(self) -> str:
        return "action_refuse_third_party"


class ActionRefuseOverride(Say):
    """Claims of power and instructions to the machine change nothing."""

    intercepts = False
    response = "utter_refuse_override"

    def name(self) -> str:
        return "action_refuse_override"
