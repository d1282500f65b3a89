"""The sandbox's controls: `/sandbox/providers/{port}` and `/sandbox/seller/{application_no}`."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from backoffice.applications.service import purchase_changed
from backoffice.office import CurrentOffice, Office
from backoffice.problem_schemas import refuses
from backoffice.providers import playing
from backoffice.providers.assembly import Port, outside_of
from backoffice.providers.schemas import (
    PlaySeller,
    SellerPlayed,
    Subject,
    TellProvider,
    ToldProvider,
)
from backoffice.refusals import Refusal

router = APIRouter(tags=["sandbox"])

Number = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]


def _sandbox_only(office: Office) -> None:
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")


def _told(office: Office, port: str, subject: str) -> ToldProvider:
    told = outside_of(office).told(port, (subject,))
    return ToldProvider(
        port=port, answer=told.manner, seconds=told.seconds, reason=told.reason, for_=subject
    )


@router.post("/sandbox/providers/{port}", responses=refuses(403, 422))
def tell_provider(port: Port, request: TellProvider, office: CurrentOffice) -> ToldProvider:
    """Tell a port to say yes or no, to be slow, down or incomprehensible, for one or for all."""
    _sandbox_only(office)
    with office.database.transaction() as session:
        playing.tell(session, port, request)
    return _told(office, port, request.for_)


@router.get("/sandbox/providers/{port}", responses=refuses(403, 422))
def ask_provider(
    port: Port, office: CurrentOffice, subject: Annotated[Subject, Query(alias="for")] = "*"
) -> ToldProvider:
    """How a port answers about a subject now; ports that are played elsewhere ask this."""
    _sandbox_only(office)
    return _told(office, port, subject)


@router.post("/sandbox/seller/{application_no}", responses=refuses(403, 404, 422))
def play_seller(application_no: Number, request: PlaySeller, office: CurrentOffice) -> SellerPlayed:
    """Let something happen on the seller's, the insurer's or the registry's side."""
    _sandbox_only(office)
    with office.database.transaction() as session:
        answer = playing.play(session, application_no, request)
        purchase_changed(session, application_no)
    return answer


@router.get("/sandbox/seller/{application_no}", responses=refuses(403, 422))
def seller_so_far(application_no: Number, office: CurrentOffice) -> SellerPlayed:
    """What was played so far."""
    _sandbox_only(office)
    with office.database.transaction() as session:
        return playing.played(session, application_no)
