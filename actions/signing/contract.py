"""How the contract is signed: what is read first, who has signed, what is in the way."""

from typing import Any

from actions.shared import applications, applications_shown, asides, office
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Card

Json = dict[str, Any]
TO_SIGN = frozenset({"CONTRACT_GENERATED", "SIGNING"})
SIGNED = frozenset({"SIGNED_ALL", "PRE_DISBURSE_CHECK", "ACTIVATED", "DELIVERED"})
READ_FIRST = "cost_sheet"


class ActionSignContract(Answer):
    """The `sign` card when it is time, else what comes before."""

    def name(self) -> str:
        return "action_sign_contract"

    async def answer(self, turn: Turn) -> None:
        turn.asked = not turn.form
        if not turn.is_customer:
            turn.show(asides.login_card(entry("account.apply_page")))
            turn.say("utter_sign_login")
            return
        application = await applications.current(turn)
        if application is None:
            turn.say("utter_sign_no_application")
        elif application["state"] in TO_SIGN:
            await _sign(turn, application)
        elif application["state"] in SIGNED:
            turn.show(applications_shown.sign(application))
            turn.say("utter_sign_done", next=applications_shown.coming_told(application))
        else:
            response = "utter_sign_too_early"
            if application["state"] in applications.CLOSED:
                response = "utter_sign_closed"
            elif application["state"] == "APPROVED":
                response = "utter_sign_cost_first"
            turn.say(
                response,
                state=application["state_zh"],
                next=applications_shown.coming_told(application),
            )
            applications_shown.show(turn, application)


async def _sign(turn: Turn, application: Json) -> None:
    borrower = applications.borrower(application)
    turn.show(await _card(turn, application, borrower["party_id"]))
    waiting = [p for p in applications.others(application) if p["signature"] != "signed"]
    if borrower["signature"] != "signed":
        turn.say("utter_sign_now")
    elif waiting:
        names = phrase("shared.comma").join(applications_shown.name_of(party) for party in waiting)
        turn.say("utter_sign_waiting", names=names)
    else:
        turn.say("utter_sign_done", next=applications_shown.coming_told(application))


async def _card(turn: Turn, application: Json, party_id: str) -> Card:
    """The card with the titles of what is to be read, where the back office tells them."""
    try:
        found = await office.ask("signing", turn.actor, party_id)
    except BackOfficeRefused:
        return applications_shown.sign(application)
    documents = sorted(found["documents"], key=lambda item: item["kind"] != READ_FIRST)
    return applications_shown.sign(application, [item["title"] for item in documents])
