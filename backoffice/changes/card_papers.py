"""`/changes/{no}/papers`, `/changes/{no}/real-person`: the new card and the live face."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, File, UploadFile

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.changes import identity_card
from backoffice.changes.endpoints import RequestNo, act
from backoffice.changes.finding import change_for
from backoffice.changes.schemas import ChangeView, HandInFor, Named
from backoffice.documents import service
from backoffice.documents.endpoints import contents_of
from backoffice.documents.intake import pages_of
from backoffice.documents.schemas import HandedIn
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice
from backoffice.parties.schemas import StartedCheck
from backoffice.problem_schemas import refuses

router = APIRouter(prefix="/changes", tags=["changes"])


@router.post(
    "/{request_no}/papers", status_code=201, responses=refuses(400, 403, 404, 409, 422, 503)
)
def hand_in_card(
    request_no: RequestNo,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
    file: Annotated[list[UploadFile], File()],
) -> HandedIn:
    """Hand in a side of the new identity card, or both; it is read at once."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        change_for(session, actor, request_no)
    contents = contents_of(file)
    service.scan(office, contents)
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    pages = pages_of(contents)
    with office.database.transaction() as session:
        change = change_for(session, actor, request_no, lock=True)
        return command(
            session, actor, key, f"changes.hand_in.{request_no}", change.customer_id,
            HandInFor(request_no=request_no, files=digests),
            lambda: identity_card.hand_in(session, change, pages), HandedIn,
        )  # fmt: skip


@router.post("/{request_no}/real-person", responses=refuses(403, 404, 409, 422, 503))
def start_real_person(
    request_no: RequestNo, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> StartedCheck:
    """Begin to show a live face on the provider's page."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        change = change_for(session, actor, request_no, lock=True)
        return command(
            session, actor, key, f"changes.real_person.{request_no}", change.customer_id,
            Named(request_no=request_no),
            lambda: identity_card.start_face(session, change), StartedCheck,
        )  # fmt: skip


@router.post("/{request_no}/video-appointment", responses=refuses(403, 404, 409, 422))
def ask_for_video(
    request_no: RequestNo, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ChangeView:
    """Have a person look in a video instead of the machine."""
    actor.require(Level.L1)
    request = Named(request_no=request_no)
    return act(office, actor, key, "video", request_no, request, identity_card.ask_video)
