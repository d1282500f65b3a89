"""The reading of papers as durable work: read once, judge, tell the application."""

from sqlalchemy.orm import Session

from backoffice.documents import checklist, keeping, repository, service
from backoffice.documents.following import changed
from backoffice.documents.judging import Status
from backoffice.documents.models import Paper
from backoffice.documents.reading import Reading, read
from backoffice.documents.sealing import Sealer
from backoffice.documents.telling import tell_verdict
from backoffice.office import Office
from backoffice.refusals import Refusal
from backoffice.workflows.steps import Done, Steps, in_transaction
from foundation.log import logger


def _paper(session: Session, paper_id: str) -> Paper | None:
    """The paper, unless it was removed meanwhile."""
    try:
        return repository.find(session, paper_id, lock=True)
    except Refusal:
        return None


def _read(office: Office, paper_id: str) -> Reading | None:
    """The reading of a paper; None when the machine gave up on it."""
    with office.database.transaction() as session:
        paper = _paper(session, paper_id)
        if paper is None:
            return None
        document = paper.document
        instead = checklist.place_of(session, paper)
        images = keeping.images(session, Sealer(office.settings.papers_key), paper_id)
    try:
        return read(document, images, instead=frozenset(instead.either if instead else ()))
    except Exception as error:
        # Whatever a picture does to the machine: the customer hears of it, the worker goes on.
        logger(__name__).error("papers.unread", paper=paper_id, error=type(error).__name__)
        return None


def read_paper(steps: Steps, paper_id: str) -> None:
    """Read a paper and settle it; a paper removed meanwhile is nobody's business."""

    def settle(session: Session) -> Done:
        paper = _paper(session, paper_id)
        if paper is None or paper.status != Status.CHECKING:
            return Done(moved=False)
        if reading is None:
            service.fail(session, paper)
        else:
            service.settle(session, paper, reading)
        _tell(session, paper)
        return Done()

    reading = _read(steps.office, paper_id)
    in_transaction(steps, "settle", settle, Done)


def _tell(session: Session, paper: Paper) -> None:
    changed(session, paper)
    tell_verdict(session, paper)


BODIES = {service.READ_WORK: read_paper}
