"""Taking the application back, and asking that a person looks at a refusal again."""

from typing import Any

from actions.shared import applications, applications_shown, cues, instalments, office
from actions.shared.acts import Act
from actions.shared.turn import Turn
from actions.shared.wording import entry
from foundation import zh
from foundation.cards import Receipt, card

Json = dict[str, Any]


class CancelForm(Act):
    """Takes the application back, as long as nothing is paid out."""

    form = "cancel_form"
    entries = frozenset({"cancel_application"})

    def name(self) -> str:
        return "cancel_form"

    async def as_customer(self, turn: Turn) -> str | None:
        """Confirm, or say why there is nothing to take back."""
        application = await applications.current(turn)
        if application is None or application["state"] in applications.CLOSED - {"DELIVERED"}:
            turn.say("utter_nothing_to_cancel")
            return None
        if application["state"] in applications.PAID_OUT:
            turn.say("utter_cancel_too_late")
            turn.asked = True
            return None
        number = application["application_no"]
        return self.confirm(
            turn,
            "application.cancel",
            {"number": number},
            number=number,
            name=instalments.name(application["quote"]),
            state=application["state_zh"],
        )

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Take it back and say so."""
        number, why = facts["number"], entry("application.cancel_reason")
        await office.ask("cancel_application", turn.actor, number, why, key)
        words = entry("application.cancelled")
        data = Receipt(
            request_no=number, what=words["what"], effective=words["effective"], next=words["next"]
        )
        turn.show(card(words["title"], words["text"].format(number=number), data))
        turn.say("utter_cancelled")
        turn.asked = True
        return str(number)


class ReviewForm(Act):
    """Asks that a person looks again; only a refusal can be looked at again."""

    form = "review_form"
    entries = frozenset()

    def name(self) -> str:
        return "review_form"

    def is_mine(self, turn: Turn) -> bool:
        """Asked for once more in other words it is still this."""
        once_more = turn.first("known") == "review" or cues.heard("review_wanted", turn.text)
        return once_more or super().is_mine(turn)

    async def as_customer(self, turn: Turn) -> str | None:
        """Confirm, or say what is true instead."""
        application = await applications.current(turn)
        if application is None:
            turn.say("utter_no_application")
            return None
        decision = application["decision"] or {}
        if application["state"] != "DECLINED" or decision.get("review"):
            review = decision.get("review")
            if review:
                turn.say("utter_status_in_review", due=zh.day(review["due_by"][:10]))
            else:
                turn.say("utter_review_not_declined", state=application["state_zh"])
                applications_shown.show(turn, application)
            return None
        number = application["application_no"]
        return self.confirm(
            turn,
            "application.review",
            {"number": number},
            number=number,
            name=instalments.name(application["quote"]),
            reason=decision.get("reason_public") or application["state_zh"],
        )

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Ask for it and say until when."""
        number, why = facts["number"], entry("application.review_reason")
        application = await office.ask("ask_review", turn.actor, number, why, key)
        words = entry("application.reviewed")
        due = zh.day(application["decision"]["review"]["due_by"][:10])
        effective = words["effective"].format(due=due)
        data = Receipt(
            request_no=number, what=words["what"], effective=effective, next=words["next"]
        )
        turn.show(card(words["title"], words["text"].format(number=number, due=due), data))
        turn.say("utter_review_taken")
        turn.asked = True
        return str(number)
