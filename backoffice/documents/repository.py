"""Finds papers, and says which one counts."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import own_party
from backoffice.audit.actors import Actor, Kind
from backoffice.changes.finding import change_for
from backoffice.documents.judging import Status
from backoffice.documents.models import Paper
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal


def find(session: Session, paper_id: str, *, lock: bool = False) -> Paper:
    """A paper; raises `Refusal` (PAPER_UNKNOWN)."""
    query = sa.select(Paper).where(Paper.paper_id == paper_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise Refusal("PAPER_UNKNOWN")
    return found


def _own_loan(session: Session, actor: Actor, contract_no: str) -> None:
    owner = session.get_one(Loan, contract_no).customer_id
    if not (actor.inside or (actor.kind is Kind.CUSTOMER and actor.id == owner)):
        raise Refusal("LOAN_UNKNOWN")


def own_paper(session: Session, actor: Actor, paper_id: str, *, lock: bool = False) -> Paper:
    """A paper of the actor's own party, change or loan; raises `Refusal` (PAPER_UNKNOWN)."""
    paper = find(session, paper_id, lock=lock)
    try:
        if paper.change_no is not None:
            change_for(session, actor, paper.change_no)
        elif paper.contract_no is not None:
            _own_loan(session, actor, paper.contract_no)
        else:
            own_party(session, actor, paper.party_id or "")
    except Refusal as refusal:
        raise Refusal("PAPER_UNKNOWN") from refusal
    return paper


def of_party(session: Session, party_id: str) -> list[Paper]:
    """A party's papers, newest first."""
    query = sa.select(Paper).where(Paper.party_id == party_id).order_by(Paper.sequence.desc())
    return list(session.scalars(query))


def of_change(session: Session, change_no: str) -> list[Paper]:
    """The papers of a change, newest first."""
    query = sa.select(Paper).where(Paper.change_no == change_no).order_by(Paper.sequence.desc())
    return list(session.scalars(query))


def of_loan(session: Session, contract_no: str) -> list[Paper]:
    """The papers handed in for a running loan, newest first."""
    query = sa.select(Paper).where(Paper.contract_no == contract_no)
    return list(session.scalars(query.order_by(Paper.sequence.desc())))


def beside(session: Session, paper: Paper) -> list[Paper]:
    """All papers of whose this one is, newest first."""
    if paper.change_no is not None:
        return of_change(session, paper.change_no)
    if paper.contract_no is not None:
        return of_loan(session, paper.contract_no)
    return of_party(session, paper.party_id or "")


def standing(papers: list[Paper], document: str, side: str | None = None) -> Paper | None:
    """The paper that counts for a document (or a side of it), of papers newest first.

    The newest counts; a refused one does not displace what was accepted before.
    """
    fitting = [
        paper for paper in papers
        if paper.document == document
        and (side is None or not paper.sides or side in paper.sides)
    ]  # fmt: skip
    good = [paper for paper in fitting if paper.status != Status.REJECTED]
    return next(iter(good or fitting), None)
