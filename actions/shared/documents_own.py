"""The own checklist: how each paper stands, what is missing, why, and what replaces it."""

from typing import Any

from actions.shared import applications, sentences
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Action, DocumentItem, Documents, card

Json = dict[str, Any]
FIELDS = ("document", "required", "status", "problem", "fix", "title", "why", "paper_id")


def missing(papers: list[Json]) -> str:
    """What is missing, why each is needed, and what would do instead."""
    named = [
        phrase(
            "papers.missing_item",
            title=item["title"],
            why=_part("why", item),
            problem=_part("problem", item),
        )
        for item in papers
    ]
    ways = entry("papers.instead")
    instead = [ways[item["document"]] for item in papers if item["document"] in ways]
    text = phrase("papers.missing", count=len(papers), items=phrase("shared.stop").join(named))
    return text + "".join(instead)


def standing(application: Json, item: Json) -> str:
    """How one paper stands, in words; one wanted later, or not at all, is said to be so."""
    status = item["status"]
    if status == "missing" and item["required"] is not True:
        status = "optional"
    elif status == "missing" and not applications.due(application, item):
        status = "later"
    return phrase(
        "papers.standing",
        title=item["title"],
        status=entry(f"papers.status.{status}"),
        problem=_part("problem", item),
        fix=_part("fix", item),
    )


def show(turn: Turn, application: Json) -> None:
    """The `documents` card of this application, with the way to hand in what is missing."""
    own = applications.own_papers(application)
    items = [
        DocumentItem(**{name: item[name] for name in FIELDS if item.get(name) is not None})
        for item in own
    ]
    text = phrase("shared.stop").join(standing(application, item) for item in own)
    url = applications.page("upload")
    wanted = applications.open_papers(application)
    actions = [Action(label=entry("papers.go"), url=url)] if wanted else []
    title = phrase("papers.title", number=application["application_no"])
    turn.show(card(title, text, Documents(items=items), actions))


def _part(name: str, item: Json) -> str:
    """`why`, `problem` or `fix` as a part of a sentence; empty when there is none."""
    said = sentences.bare(item.get(name) or "")
    return phrase(f"papers.{name}", **{name: said}) if said else ""
