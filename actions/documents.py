"""Which papers are needed: the own checklist where an application runs, else by occupation."""

from typing import Any

from actions.shared import applications, applications_shown, documents_own, needs
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeError
from foundation.cards import DocumentItem, Documents, card

Json = dict[str, Any]
SELF_EMPLOYED = frozenset({"self_employed", "freelancer"})


class ActionListDocuments(Answer):
    """The `documents` card, or what one paper is and what replaces it."""

    def name(self) -> str:
        return "action_list_documents"

    async def answer(self, turn: Turn) -> None:
        said = turn.first("employment")
        if said:
            needs.put(turn, "employment", said)
        own, paper = await _own(turn), turn.first("document")
        if paper in entry("documents.about"):
            meaning = entry(f"documents.about.{paper}")
            turn.say("utter_document_meaning", text=_standing(own, paper) + meaning)
        elif own:
            _show_own(turn, own)
        else:
            _show_list(turn)
            turn.say("utter_documents_note", note=entry("documents.note"))


async def _own(turn: Turn) -> Json | None:
    """The application that runs; what is known in general is told also when nobody answers."""
    try:
        application = await applications.current(turn)
    except BackOfficeError:
        return None
    running = application and applications.is_open(application) and application["documents"]
    return application if running else None


def _standing(application: Json | None, document: str) -> str:
    for item in applications.own_papers(application) if application else []:
        if application and item["document"] == document:
            return phrase("papers.yours", standing=documents_own.standing(application, item))
    return ""


def _show_own(turn: Turn, application: Json) -> None:
    documents_own.show(turn, application)
    left = applications.open_papers(application)
    if left:
        turn.say("utter_own_documents_missing", missing=documents_own.missing(left))
    else:
        coming = applications_shown.coming_told(application)
        turn.say("utter_own_documents_complete", next=coming)


def _show_list(turn: Turn) -> None:
    employment = turn.get("employment")
    chosen = "self_employed" if employment in SELF_EMPLOYED else "salaried"
    papers = entry(f"documents.sets.{chosen}")
    items = [DocumentItem(document=k, required=True, status="missing") for k in papers["required"]]
    items += [
        DocumentItem(document=key, required=entry("documents.when")[key], status="missing")
        for key in papers["optional"]
    ]
    text = phrase(
        "documents.text",
        required=_line("documents.required", papers["required"]),
        optional=_line("documents.optional", papers["optional"]),
    )
    who = entry("documents.who").get(employment)
    title = phrase("documents.title_of", who=who) if who else entry("documents.title")
    turn.show(card(title, text, Documents(items=items)))


def _line(path: str, papers: list[str]) -> str:
    names = entry("documents.names")
    return phrase(path, items=phrase("shared.comma").join(names[key] for key in papers))
