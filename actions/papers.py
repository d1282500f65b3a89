"""Handing in papers: which one, where, what was wrong with it. No picture is taken in the talk."""

from typing import Any

from actions.shared import (
    applications,
    applications_shown,
    asides,
    cues,
    documents_own,
    presses,
)
from actions.shared.answer import Answer
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase

Json = dict[str, Any]
MOST_BUTTONS = 4


class ActionUploadDocuments(Answer):
    """The `upload` card of the paper that was named, or the open ones to choose from."""

    def name(self) -> str:
        return "action_upload_documents"

    async def answer(self, turn: Turn) -> None:
        turn.asked = not turn.form
        if not turn.is_customer:
            turn.show(asides.login_card(entry("account.apply_page")))
            turn.say("utter_upload_login")
            return
        application = await applications.current(turn)
        if application is None:
            turn.say("utter_upload_no_application")
        elif application["state"] in applications.CLOSED:
            turn.say("utter_upload_closed", state=application["state_zh"])
        elif named := turn.first("document"):
            _one(turn, application, named)
        else:
            _open_ones(turn, application)


def _one(turn: Turn, application: Json, document: str) -> None:
    papers = applications.own_papers(application)
    own = next((item for item in papers if item["document"] == document), None)
    if own is None:
        title = entry("documents.names")[document]
        turn.show(applications_shown.upload({"document": document, "title": title}))
        turn.say("utter_upload_not_asked_for")
        return
    turn.show(applications_shown.upload(own))
    turn.say("utter_upload_here", standing=documents_own.standing(application, own))


def _open_ones(turn: Turn, application: Json) -> None:
    left = applications.open_papers(application)
    if not left:
        documents_own.show(turn, application)
        turn.say("utter_upload_nothing_open", next=applications_shown.coming_told(application))
    elif len(left) == 1:
        _one(turn, application, left[0]["document"])
    else:
        if cues.heard("upload_trouble", turn.text):
            turn.say("utter_upload_help")
        documents_own.show(turn, application)
        turn.say("utter_upload_which", missing=documents_own.missing(left), buttons=_buttons(left))


def _buttons(papers: list[Json]) -> Buttons:
    return [
        {
            "title": phrase("papers.hand_in", title=item["title"]),
            "payload": presses.payload("upload_documents", [Said("document", item["document"])]),
        }
        for item in papers[:MOST_BUTTONS]
    ]
