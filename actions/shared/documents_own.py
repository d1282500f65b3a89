"""The own checklist: how each paper stands, what is missing, why, and what replaces it."""

from typing import Any

from actions.shared import applications
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Action, DocumentItem, Documents, card

Json = dict[str, Any]


def missing(papers: list[Json]) -> str:
    """What is missing, why each is needed, and what would do instead."""
    named = [
        phrase(
            "papers.missing_item",
            title=item["title"],
            why=phrase("papers.why", why=item["why"]) if item.get("why") else "",
            problem=phrase("papers.problem", problem=item["problem"])
            if item.get("problem")
            else "",
        )
        for item in papers
    ]
    about = entry("documents.about")
    instead = [about[item["document"]] for item in papers if item["document"] in about]
    text = phrase("papers.missing", count=len(papers), items=phrase("shared.stop").join(named))
    return text + "".join(instead)


def standing(item: Json) -> str:
    """How one paper stands, in words."""
    status = entry(f"papers.status.{item['status']}")
    problem = phrase("papers.problem", problem=item["problem"]) if item.get("problem") else ""
    fix = phrase("papers.fix", fix=item["fix"]) if item.get("fix") else ""
    return phrase("papers.standing", title=item["title"], status=status, problem=problem, fix=fix)


def show(turn: Turn, application: Json) -> None:
    """The `documents` card of this application, with the way to hand in what is missing."""
    mine = applications.borrower(application)["party_id"]
    own = [item for item in application["documents"] if item["party_id"] == mine]
    fields = ("document", "required", "status", "problem", "fix", "title", "why", "paper_id")
    items = [
        DocumentItem(**{name: item[name] for name in fields if item.get(name) is not None})
        for item in own
    ]
    text = phrase("shared.stop").join(standing(item) for item in own)
    open_ones = applications.open_papers(application)
    url = applications.page("upload")
    actions = [Action(label=entry("papers.go"), url=url)] if open_ones else []
    number = application["application_no"]
    turn.show(card(phrase("papers.title", number=number), text, Documents(items=items), actions))
