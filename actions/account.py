"""Logging in and binding: how, what to do when it does not work, and the card that does it."""

from actions.shared import asides, cues
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry
from foundation.cards import Action, Verify, card


class ActionLinkAccount(Answer):
    """The log-in card for a visitor; for a customer the page of the account."""

    def name(self) -> str:
        return "action_link_account"

    async def answer(self, turn: Turn) -> None:
        kind = cues.value("account", turn.text) or "otherwise"
        answer = entry(f"account.answers.{kind}")
        if turn.is_customer:
            said = "utter_logged_in_already" if kind == "otherwise" else "utter_account"
            turn.say(said, answer=answer)
            url = entry("account.account_page")
            action = Action(label=entry("account.open_account"), url=url)
            text = entry("account.account_card_text")
            turn.show(card(action.label, text, Verify(kind="otp", url=url), [action]))
        else:
            turn.say("utter_account", answer=answer)
            turn.show(asides.login_card(entry("account.account_page")))
