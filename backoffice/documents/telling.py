"""Tells the customer of a verdict at once, in his conversation."""

from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.finding import find as find_application
from backoffice.changes.finding import find as find_change
from backoffice.deliveries.service import deliver_talk
from backoffice.documents.checklist import place_of, sentences
from backoffice.documents.judging import Status
from backoffice.documents.kinds import kinds
from backoffice.documents.models import Paper
from backoffice.loans.models import Loan
from backoffice.parties.models import Party
from backoffice.wording import wording
from foundation.cards import Action, DocumentItem, Documents, card

WORDS = wording("documents/wording/told.yml")


def title_of(paper: Paper) -> str:
    """What the paper is called: a card's side by its own name."""
    kind = kinds()[paper.document]
    return kind.sides[paper.sides[0]].title if len(paper.sides) == 1 else kind.title


def _card(
    session: Session, paper: Paper, text: str, problem: str | None, fix: str | None
) -> dict[str, Any]:
    status = Status(paper.status)
    item = DocumentItem.model_validate(
        {
            "document": paper.document,
            "required": True,
            "status": "uploaded" if status is Status.CONFIRM else status.value,
            "problem": problem,
            "fix": fix,
            "title": title_of(paper),
        }
    )
    # The page that waits for this paper finds it by these two.
    data = Documents(items=[item], paper_id=paper.paper_id, document=paper.document)
    place = place_of(session, paper)
    address = f"/apply?step=upload&document={place.document if place else paper.document}"
    if paper.change_no is not None:
        address = f"/service/changes/{paper.change_no}"
    elif paper.contract_no is not None:
        address = f"/service/loans/{paper.contract_no}/insurance"
    actions = [] if status is Status.ACCEPTED else [Action(label=WORDS.say("open"), url=address)]
    shown = card(WORDS.say("card"), text, data, actions)
    return shown.model_dump(mode="json", exclude_none=True)


def _customer(session: Session, paper: Paper) -> str | None:
    """Whom it is told in his conversation; others see theirs on their page."""
    if paper.change_no is not None:
        return find_change(session, paper.change_no).customer_id
    if paper.contract_no is not None:
        return session.get_one(Loan, paper.contract_no).customer_id
    party = session.get_one(Party, paper.party_id)
    if party.role != "borrower":
        return None
    return find_application(session, party.application_no).customer_id


def tell_verdict(session: Session, paper: Paper) -> None:
    """Put the verdict on a borrower's paper into the outbox; others see theirs on their page."""
    customer = _customer(session, paper)
    if customer is None:
        return
    problem, fix = sentences(paper)
    status = Status(paper.status)
    name = "noted" if status is Status.ACCEPTED and problem else status.value
    text = WORDS.say(name, title=title_of(paper), problem=problem, fix=fix)
    deliver_talk(
        session,
        f"paper:{paper.paper_id}:{len(paper.confirmed)}",
        customer,
        "paper",
        text,
        _card(session, paper, text, problem, fix),
    )
