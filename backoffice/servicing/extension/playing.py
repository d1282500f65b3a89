"""What the sandbox's reviewer does: he decides what was referred to a person."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.by_person import decide_by_person
from backoffice.applications.schemas import Decide
from backoffice.audit.actors import Actor, Kind, Level
from backoffice.refusals import Refusal
from backoffice.servicing.extension.cases import case_of
from backoffice.servicing.models import Errand

REVIEWER = Actor(Kind.STAFF, "reviewer", Level.L2)
DECISIONS = {"approve": "approve", "decline": "decline", "ask_papers": "needs_docs"}


def play(session: Session, errand: Errand, event: str, facts: Mapping[str, Any]) -> None:
    """`approve`, `decline`, `ask_papers`, where something waits for a person.

    Raises `Refusal`: ERRAND_NOTHING_TO_PLAY, STATE_CONFLICT.
    """
    if event not in DECISIONS:
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    missing = ["income_proof"] if event == "ask_papers" else []
    told = {"outcome": DECISIONS[event], "missing": missing, "note": str(facts.get("note", event))}
    decide_by_person(session, case_of(session, errand), REVIEWER, Decide.model_validate(told))
