"""The papers of a renewed identity card: which side stands how, and when a person has to look."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from backoffice.changes.finding import find
from backoffice.changes.models import Change
from backoffice.changes.telling import tell
from backoffice.documents import repository
from backoffice.documents.context import UNREADABLE, values_of
from backoffice.documents.judging import Status
from backoffice.documents.models import Paper
from backoffice.documents.sealing import Sealer
from backoffice.documents.values import period_of
from backoffice.office import office_of

DOCUMENT = "id_card"
SIDES = ("front", "back")
# Why a person looks at once, instead of the machine going on.
NOT_HOLDER, NOT_READ = "not_holder", "unreadable"
BY_PERSON = (NOT_HOLDER, NOT_READ)
FAILED = frozenset({*UNREADABLE, "machine_failed"})
RETAKES = 1


def sides(session: Session, change: Change) -> dict[str, Paper | None]:
    """The paper that counts for each side."""
    papers = repository.of_change(session, change.request_no)
    return {side: repository.standing(papers, DOCUMENT, side) for side in SIDES}


def both_read(session: Session, change: Change) -> bool:
    """Whether both sides are accepted."""
    accepted = Status.ACCEPTED
    return all(paper and paper.status == accepted for paper in sides(session, change).values())


def read_values(session: Session, change: Change) -> Mapping[str, str]:
    """What the accepted sides show."""
    sealer = Sealer(office_of(session).settings.papers_key)
    found: dict[str, str] = {}
    for paper in sides(session, change).values():
        if paper is not None and paper.status == Status.ACCEPTED:
            found |= values_of(sealer, paper)
    return found


def read_period(values: Mapping[str, str]) -> tuple[date | None, date | None, bool]:
    """From when to when the new card is valid, and whether without end."""
    if "period" not in values:
        return None, None, False
    period = period_of(values["period"])
    return period.start, period.end, period.end is None


def _reason(papers: list[Paper]) -> str | None:
    """Why a person has to look at the newest paper; None when the machine goes on."""
    newest = papers[0] if papers else None
    if newest is None or newest.status != Status.REJECTED:
        return None
    if newest.code == NOT_HOLDER:
        return NOT_HOLDER
    failed = sum(paper.code in FAILED for paper in papers)
    return NOT_READ if newest.code in FAILED and failed > RETAKES else None


def papers_changed(session: Session, change_no: str) -> None:
    """Go on with a change after one of its papers was judged, confirmed or removed.

    Once more out of focus, or another's card: a person looks. A better picture goes on by itself.
    """
    change = find(session, change_no, lock=True)
    waits_for_paper = change.state == "WAITING" and set(change.review) <= set(BY_PERSON)
    if change.kind != DOCUMENT or not (change.state == "OPEN" or waits_for_paper):
        return
    papers = repository.of_change(session, change_no)
    reason = None if both_read(session, change) else _reason(papers)
    if reason is None:
        if both_read(session, change) and waits_for_paper:
            change.state, change.review = "OPEN", []
    elif change.state == "OPEN":
        change.state, change.review = "WAITING", [reason]
        tell(session, change, f"person_{reason}")
    session.flush()


def flags(session: Session, change: Change) -> list[str]:
    """What a person should see in the accepted papers before they count."""
    found = sides(session, change).values()
    return sorted({flag for paper in found if paper for flag in paper.review})
