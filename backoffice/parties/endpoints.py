"""`/parties/{id}`: who you are, what you authorise, which card; for the party himself."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Path
from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.applications.finding import own_party, party_of
from backoffice.audit.actors import Actor, CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.changes import checks
from backoffice.changes.finding import find as find_change
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice, Office
from backoffice.parties import authorisation, cards, identity
from backoffice.parties.models import Party, RealPersonCheck
from backoffice.parties.pages import PartyPage, party_page
from backoffice.parties.schemas import (
    AuthorisationText,
    Authorise,
    BindCard,
    CardAnswer,
    CheckAnswer,
    CheckResult,
    PartyView,
    StaffIdentity,
    StartedCheck,
    VideoAppointment,
)
from backoffice.parties.views import view_of
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["parties"])

PartyId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
CheckId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
Answer = TypeVar("Answer", bound=BaseModel)


class Asking(BaseModel):
    """A command without further words."""


def run(
    office: Office,
    actor: Actor,
    key: str,
    name: str,
    party_id: str,
    request: BaseModel,
    act: Callable[[Session, Party], Answer],
    answer: type[Answer],
) -> Answer:
    """Run a command of a party for himself, under the application's lock, once."""
    with office.database.transaction() as session:
        party = own_party(session, actor, party_id, lock=True)
        return command(
            session,
            actor,
            key,
            f"{name}.{party_id}",
            party.application_no,
            request,
            lambda: act(session, party),
            answer,
        )


@router.get("/parties/{party_id}", responses=refuses(404, 422))
def read_party(party_id: PartyId, office: CurrentOffice, actor: CurrentActor) -> PartyPage:
    """What a party himself sees: how he stands, what comes next for him, his papers."""
    with office.database.transaction() as session:
        return party_page(session, own_party(session, actor, party_id))


@router.post("/parties/{party_id}/real-person", responses=refuses(403, 404, 409, 422, 503))
def start_real_person(
    party_id: PartyId, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> StartedCheck:
    """Begin to show a live face on the provider's page."""
    actor.require(Level.L1)
    return run(
        office, actor, key, "parties.real_person", party_id, Asking(),
        lambda session, party: identity.start(session, party), StartedCheck,
    )  # fmt: skip


@router.post("/providers/real-person/{check_id}/result", responses=refuses(404, 409, 422, 503))
def take_real_person_result(
    check_id: CheckId,
    request: CheckResult,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> CheckAnswer:
    """What the provider's page reported; its word is asked of the provider, not believed."""
    if not actor.inside:
        raise Refusal("CHECK_UNKNOWN")
    with office.database.transaction() as session:
        check = identity.find_check(session, check_id)

        def take() -> CheckAnswer:
            if check.change_no is not None:
                return checks.take_result(session, check, request)
            return identity.take_result(session, actor, check, request)

        return command(
            session, actor, key, f"parties.real_person_result.{check_id}",
            _subject(session, check), request, take, CheckAnswer,
        )  # fmt: skip


def _subject(session: Session, check: RealPersonCheck) -> str:
    """Under which subject a check stands in the trail."""
    if check.change_no is not None:
        return find_change(session, check.change_no).customer_id
    return party_of(session, check.party_id or "").application_no


@router.post("/parties/{party_id}/video-appointment", responses=refuses(403, 404, 409, 422))
def ask_for_video(
    party_id: PartyId, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> VideoAppointment:
    """Have a person look instead of a machine."""
    actor.require(Level.L1)
    return run(
        office, actor, key, "parties.video", party_id, Asking(),
        lambda session, party: identity.ask_video(session, party), VideoAppointment,
    )  # fmt: skip


@router.post("/parties/{party_id}/video-identity", responses=refuses(403, 404, 409, 422, 503))
def confirm_by_video(
    party_id: PartyId,
    request: StaffIdentity,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> CheckAnswer:
    """What a person of the lender saw in the video."""

    def act(session: Session, party: Party) -> CheckAnswer:
        actor.require_staff()
        return identity.seen_in_video(session, actor, party, request)

    name = "parties.video_identity"
    return run(office, actor, key, name, party_id, request, act, CheckAnswer)


@router.get("/parties/{party_id}/credit-authorisation", responses=refuses(404, 422))
def read_authorisation(
    party_id: PartyId, office: CurrentOffice, actor: CurrentActor
) -> AuthorisationText:
    """The text that is read before the bureau may be asked."""
    with office.database.transaction() as session:
        text = authorisation.text_for(session, own_party(session, actor, party_id))
    return AuthorisationText(
        text=text,
        text_hash=authorisation.hash_of(text),
        version=authorisation.VERSION,
        min_seconds=authorisation.MIN_SECONDS,
    )


@router.post("/parties/{party_id}/credit-authorisation", responses=refuses(403, 404, 409, 422))
def authorise(
    party_id: PartyId,
    request: Authorise,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> PartyView:
    """Authorise the query of the bureau; nobody does it for another."""

    def act(session: Session, party: Party) -> PartyView:
        actor.require(Level.L2)
        if actor.inside:
            raise Refusal("PARTY_UNKNOWN")
        authorisation.authorise(session, actor, party, request)
        return view_of(session, party)

    return run(office, actor, key, "parties.authorise", party_id, request, act, PartyView)


@router.post("/parties/{party_id}/bank-card", responses=refuses(403, 404, 409, 422, 429, 503))
def bind_card(
    party_id: PartyId,
    request: BindCard,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> CardAnswer:
    """Bind the card to repay from; three wrong tries lock it for a day."""

    def act(session: Session, party: Party) -> CardAnswer:
        actor.require(Level.L1)
        return cards.bind(session, actor, party, request)

    return run(office, actor, key, "parties.bank_card", party_id, request, act, CardAnswer)
