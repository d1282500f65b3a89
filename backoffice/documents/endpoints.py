"""Papers: hand in, look at, confirm, remove, and the checklist."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Response, UploadFile

from backoffice.applications.finding import application_for, own_party
from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.documents import checklist, keeping, repository, service
from backoffice.documents.following import changed, subject_of
from backoffice.documents.intake import MOST_BYTES, MOST_PAGES, pages_of
from backoffice.documents.schemas import (
    Confirm,
    Document,
    Documents,
    HandedIn,
    HandIn,
    PaperView,
    Removed,
    Side,
)
from backoffice.documents.sealing import Sealer
from backoffice.documents.watermark import marked
from backoffice.idempotency.service import OptionalKey
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["documents"])

Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]


def contents_of(files: list[UploadFile]) -> list[bytes]:
    """The bytes of uploaded files, not more than may be; raises `Refusal`."""
    if len(files) > MOST_PAGES:
        raise Refusal("PAPER_TOO_MANY_PAGES", allowed={"pages": MOST_PAGES})
    contents = []
    for file in files:
        content = file.file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Refusal("PAPER_TOO_LARGE", allowed={"bytes": MOST_BYTES})
        contents.append(content)
    return contents


@router.post(
    "/parties/{party_id}/papers", status_code=201, responses=refuses(400, 403, 404, 409, 422, 503)
)
def hand_in_paper(
    party_id: Id,
    office: CurrentOffice,
    actor: CurrentActor,
    document: Annotated[Document, Form()],
    file: Annotated[list[UploadFile], File()],
    side: Annotated[Side | None, Form()] = None,
    key: OptionalKey = None,
) -> HandedIn:
    """Hand in a paper of one to twenty pages; it is read at once by the reading process.

    `side` is a hint for people: which side it is, the machine sees for itself.
    """
    actor.require(Level.L1)
    with office.database.transaction() as session:
        own_party(session, actor, party_id)
    contents = contents_of(file)
    service.scan(office, contents)
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    pages = pages_of(contents)
    request = HandIn(party_id=party_id, document=document, files=digests)
    with office.database.transaction() as session:
        party = own_party(session, actor, party_id, lock=True)
        return command(
            session,
            actor,
            key,
            "papers.hand_in",
            party.application_no,
            request,
            lambda: service.hand_in(session, party, document, pages),
            HandedIn,
        )


@router.get("/papers/{paper_id}", responses=refuses(400, 404, 422))
def read_paper(paper_id: Id, office: CurrentOffice, actor: CurrentActor) -> PaperView:
    """How a paper stands."""
    with office.database.transaction() as session:
        return service.view(session, repository.own_paper(session, actor, paper_id))


@router.post("/papers/{paper_id}/confirm", responses=refuses(400, 403, 404, 409, 422))
def confirm_paper(
    paper_id: Id,
    request: Confirm,
    office: CurrentOffice,
    actor: CurrentActor,
    key: OptionalKey = None,
) -> PaperView:
    """Confirm or correct in place what the machine was unsure of."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        paper = repository.own_paper(session, actor, paper_id, lock=True)

        def perform() -> PaperView:
            service.confirm(session, paper, request.fields)
            changed(session, paper)
            return service.view(session, paper)

        return command(
            session,
            actor,
            key,
            f"papers.confirm.{paper_id}",
            subject_of(session, paper),
            request,
            perform,
            PaperView,
        )


@router.delete("/papers/{paper_id}", responses=refuses(400, 403, 404, 409, 422))
def remove_paper(
    paper_id: Id, office: CurrentOffice, actor: CurrentActor, key: OptionalKey = None
) -> Removed:
    """Remove a paper and its pages for good."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        paper = repository.own_paper(session, actor, paper_id)
        subject = subject_of(session, paper)

        def perform() -> Removed:
            changed(session, service.remove(session, actor, paper_id))
            return Removed(paper_id=paper_id)

        request = Removed(paper_id=paper_id)
        return command(session, actor, key, "papers.remove", subject, request, perform, Removed)


@router.get(
    "/papers/{paper_id}/pages/{number}",
    responses={**refuses(400, 404, 422), 200: {"content": {"image/jpeg": {}}}},
    response_class=Response,
)
def read_page(
    paper_id: Id,
    number: Annotated[int, Path(ge=1, le=MOST_PAGES)],
    office: CurrentOffice,
    actor: CurrentActor,
) -> Response:
    """A page as a picture with a watermark; for its owner only."""
    with office.database.transaction() as session:
        paper = repository.own_paper(session, actor, paper_id)
        sealer = Sealer(office.settings.papers_key)
        jpeg = keeping.page(session, sealer, paper.paper_id, number)
    if jpeg is None:
        raise Refusal("PAPER_UNKNOWN")
    content = marked(jpeg, office.clock.business_date())
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


@router.get("/applications/{application_no}/documents", responses=refuses(400, 404, 422))
def list_documents(application_no: Id, office: CurrentOffice, actor: CurrentActor) -> Documents:
    """The checklist: every paper that is needed or given, and how it stands."""
    with office.database.transaction() as session:
        application = application_for(session, actor, application_no)
        return Documents(items=checklist.items(session, application))
