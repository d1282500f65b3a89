"""What the sandbox's reviewer does: he decides what was referred to him, and hears of deaths."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.by_person import decide_by_person
from backoffice.applications.finding import parties_of
from backoffice.applications.models import Application
from backoffice.applications.papers import accepted
from backoffice.applications.progress import refused
from backoffice.applications.schemas import Decide
from backoffice.audit.actors import Actor, Kind, Level
from backoffice.refusals import Refusal
from backoffice.servicing.extension.cases import case_of
from backoffice.servicing.models import Errand

REVIEWER = Actor(Kind.STAFF, "reviewer", Level.L2)
# What shows an income: the next of these that was not given yet is asked for.
INCOME_PAPERS = ("income_proof", "bank_statement", "tax_record")
DECISIONS = {"approve": "approve", "decline": "decline", "ask_papers": "needs_docs"}


def _signs_no_more(session: Session, case: Application, role: str) -> None:
    """A co-signer died: as if he had refused, so that another can take his place."""
    found = [party for party in parties_of(session, case.application_no) if party.role == role]
    if role == "borrower" or not found:
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    refused(session, case.application_no, found[-1].party_id, "died")


def _not_given(session: Session, case: Application) -> list[str]:
    """The next paper about an income; raises `Refusal` (ERRAND_NOTHING_TO_PLAY) after the last."""
    given = accepted(session, case)
    left = [document for document in INCOME_PAPERS if document not in given]
    if not left:
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    return left[:1]


def play(session: Session, errand: Errand, event: str, facts: Mapping[str, Any]) -> None:
    """`approve`, `decline`, `ask_papers`, where something waits for a person; `signer_died {role}`.

    Raises `Refusal`: ERRAND_NOTHING_TO_PLAY, STATE_CONFLICT.
    """
    if event == "signer_died":
        _signs_no_more(session, case_of(session, errand), str(facts.get("role")))
        return
    if event not in DECISIONS:
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    case = case_of(session, errand)
    missing = _not_given(session, case) if event == "ask_papers" else []
    told = {"outcome": DECISIONS[event], "missing": missing, "note": str(facts.get("note", event))}
    decide_by_person(session, case, REVIEWER, Decide.model_validate(told))
