"""`/applications`: open, fill, cancel, ask again, invite, hear how it stands."""

from collections.abc import Callable
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.applications import closing, members
from backoffice.applications.by_person import ask_review, decide_by_person
from backoffice.applications.field_rules import WORDS, field_rules
from backoffice.applications.fields import OPEN_STATES, WrongField, save
from backoffice.applications.finding import application_for, borrower_of
from backoffice.applications.models import Application
from backoffice.applications.moving import require_state
from backoffice.applications.opening import open_application
from backoffice.applications.progress import fields_changed
from backoffice.applications.purposes import LOAN
from backoffice.applications.schemas import (
    Applications,
    ApplicationView,
    Decide,
    OpenApplication,
    SaveFields,
    Why,
)
from backoffice.applications.view import view
from backoffice.audit.actors import Actor, CurrentActor, Kind, Level
from backoffice.audit.trail import command
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice, Office
from backoffice.parties.schemas import InviteParty
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["applications"])

No = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
CustomerId = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{1,40}$")]


def run(
    office: Office,
    actor: Actor,
    key: str,
    name: str,
    application_no: str,
    request: BaseModel,
    act: Callable[[Session, Application], None],
) -> ApplicationView:
    """Run a command on an actor's application under its lock, once; the application afterwards."""
    with office.database.transaction() as session:
        application = application_for(session, actor, application_no, lock=True)

        def perform() -> ApplicationView:
            act(session, application)
            return view(session, application)

        return command(session, actor, key, name, application_no, request, perform, ApplicationView)


@router.post("/applications", responses=refuses(403, 404, 409, 422))
def apply(
    request: OpenApplication, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ApplicationView:
    """Open an application for a quote; one at a time."""
    actor.require(Level.L1)
    with office.database.transaction() as session:

        def perform() -> ApplicationView:
            return view(
                session, open_application(session, actor, request.customer_id, request.quote_id)
            )

        subject = request.customer_id
        return command(
            session, actor, key, "applications.open", subject, request, perform, ApplicationView
        )


@router.get("/applications", responses=refuses(404, 422))
def list_applications(
    customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor
) -> Applications:
    """A customer's applications for a loan, newest first."""
    if not (actor.inside or (actor.kind is Kind.CUSTOMER and actor.id == customer_id)):
        raise Refusal("CUSTOMER_UNKNOWN")
    query = sa.select(Application).where(
        Application.customer_id == customer_id, Application.purpose == LOAN
    )
    with office.database.transaction() as session:
        found = list(session.scalars(query.order_by(Application.sequence.desc())))
        return Applications(items=[view(session, application) for application in found])


@router.get("/applications/{application_no}", responses=refuses(404, 422))
def read_application(
    application_no: No, office: CurrentOffice, actor: CurrentActor
) -> ApplicationView:
    """One application with all that its customer may see."""
    with office.database.transaction() as session:
        return view(session, application_for(session, actor, application_no))


class _Saved(BaseModel):
    """What was saved, and the first value that was not."""

    shown: ApplicationView
    wrong: list[tuple[str, str]]


def _refuse_wrong(wrong: tuple[str, str]) -> Refusal:
    field, hint = wrong
    label = WORDS.say(field) if field in field_rules() else field
    said = WORDS.say(hint)
    return Refusal("FIELD_INVALID", label=label, hint=said, allowed={"field": field, "hint": said})


@router.patch("/applications/{application_no}/fields", responses=refuses(403, 404, 409, 422))
def save_fields(
    application_no: No,
    request: SaveFields,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ApplicationView:
    """Save fields as they are filled; what is right is kept even when something else is wrong."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        application = application_for(session, actor, application_no, lock=True)

        def perform() -> _Saved:
            require_state(application, *OPEN_STATES)
            borrower = borrower_of(session, application_no)
            wrong: list[WrongField] = save(
                session, application, borrower, request.fields, request.typed
            )
            fields_changed(session, application, actor)
            return _Saved(
                shown=view(session, application), wrong=[(w.field, w.hint) for w in wrong]
            )

        name = "applications.save_fields"
        saved = command(session, actor, key, name, application_no, request, perform, _Saved)
    if saved.wrong:
        raise _refuse_wrong(saved.wrong[0])
    return saved.shown


@router.post("/applications/{application_no}/cancel", responses=refuses(403, 404, 409, 422))
def cancel_application(
    application_no: No, request: Why, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ApplicationView:
    """Cancel, any time before the money is paid out."""
    actor.require(Level.L1)

    def act(session: Session, application: Application) -> None:
        closing.cancel(session, application, actor, request.reason)

    return run(office, actor, key, "applications.cancel", application_no, request, act)


@router.post("/applications/{application_no}/review", responses=refuses(403, 404, 409, 422))
def request_review(
    application_no: No, request: Why, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ApplicationView:
    """Ask for a person to look at a refusal again."""
    actor.require(Level.L1)

    def act(session: Session, application: Application) -> None:
        ask_review(session, application, actor, request.reason)

    return run(office, actor, key, "applications.review", application_no, request, act)


@router.post("/applications/{application_no}/decision", responses=refuses(403, 404, 409, 422))
def decide(
    application_no: No,
    request: Decide,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ApplicationView:
    """A person of the lender decides what was referred to him."""

    def act(session: Session, application: Application) -> None:
        actor.require_staff()
        decide_by_person(session, application, actor, request)

    return run(office, actor, key, "applications.decide", application_no, request, act)


@router.post("/applications/{application_no}/parties", responses=refuses(403, 404, 409, 422))
def invite_party(
    application_no: No,
    request: InviteParty,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ApplicationView:
    """Invite somebody to carry the loan too; his link is made by `POST /parties/{id}/link`."""
    actor.require(Level.L1)

    def act(session: Session, application: Application) -> None:
        members.invite(session, application, request)

    return run(office, actor, key, "applications.invite", application_no, request, act)


class _Which(BaseModel):
    """Which party is taken out."""

    party_id: str


@router.delete(
    "/applications/{application_no}/parties/{party_id}", responses=refuses(403, 404, 409, 422)
)
def remove_party(
    application_no: No,
    party_id: No,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ApplicationView:
    """Take a party out again, before the contract is made."""
    actor.require(Level.L1)

    def act(session: Session, application: Application) -> None:
        members.remove(session, application, actor, party_id)

    request = _Which(party_id=party_id)
    return run(office, actor, key, "applications.remove_party", application_no, request, act)
