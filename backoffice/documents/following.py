"""Who hears of it when a paper changed: its application, or the change it was handed in for."""

from sqlalchemy.orm import Session

from backoffice.applications.service import papers_changed
from backoffice.changes.finding import find as find_change
from backoffice.changes.papers import papers_changed as change_papers_changed
from backoffice.documents.models import Paper


def changed(session: Session, paper: Paper) -> None:
    """Something about a paper is otherwise now."""
    if paper.change_no is not None:
        change_papers_changed(session, paper.change_no)
    elif paper.contract_no is None:
        papers_changed(session, paper.application_no or "")


def subject_of(session: Session, paper: Paper) -> str:
    """Under which subject what is done with a paper stands in the trail."""
    if paper.change_no is not None:
        return find_change(session, paper.change_no).customer_id
    if paper.contract_no is not None:
        return paper.contract_no
    return paper.application_no or ""
