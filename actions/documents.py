"""Which papers are needed, by occupation; a question about one paper is answered by itself."""

from typing import Any

from actions.shared import needs
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
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
        paper = turn.first("document")
        if paper in entry("documents.about"):
            turn.say("utter_document_meaning", text=entry(f"documents.about.{paper}"))
            return
        _show_list(turn)
        turn.say("utter_documents_note", note=entry("documents.note"))


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
