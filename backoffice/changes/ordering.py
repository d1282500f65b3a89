"""`/changes/{kind}`: orders a change of each kind, and what is tried before."""

from collections.abc import Callable

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.changes import address, cards, identity_card, phone
from backoffice.changes.finding import find
from backoffice.changes.models import Change
from backoffice.changes.schemas import (
    AddressTrial,
    CardTrial,
    ChangeAddress,
    ChangePhone,
    ChangeView,
    LostPhone,
    Named,
    OpenRenewal,
    OrderCard,
    TryAddress,
    TryCard,
)
from backoffice.changes.views import change_view
from backoffice.customers.finding import customer_for
from backoffice.customers.models import Customer
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice, Office
from backoffice.problem_schemas import refuses

router = APIRouter(prefix="/changes", tags=["changes"])


def _open(
    office: Office,
    actor: Actor,
    key: str,
    kind: str,
    customer_id: str,
    request: BaseModel,
    do: Callable[[Session, Customer], Change],
) -> ChangeView:
    """Open a change for a customer once; how it stands then."""
    with office.database.transaction() as session:
        customer = customer_for(session, actor, customer_id, lock=True)

        def perform() -> Named:
            return Named(request_no=do(session, customer).request_no)

        opened = command(
            session, actor, key, f"changes.{kind}", customer_id, request, perform, Named
        )
    with office.database.transaction() as session:
        return change_view(session, find(session, opened.request_no))


@router.post("/id_card", responses=refuses(403, 404, 409, 422))
def renew_id_card(
    request: OpenRenewal, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ChangeView:
    """Begin to renew the identity card; its papers and the face follow."""
    actor.require(Level.L2)
    return _open(
        office, actor, key, "id_card", request.customer_id, request, identity_card.open_renewal
    )


@router.post("/bank_card/trial", responses=refuses(403, 404, 409, 422, 429, 503))
def try_card(
    request: TryCard, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> CardTrial:
    """Check another card with its bank and show from when it counts; three tries a day."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        customer_for(session, actor, request.customer_id, lock=True)
        return command(
            session, actor, key, "changes.card_trial", request.customer_id, request,
            lambda: cards.try_card(session, actor, request), CardTrial,
        )  # fmt: skip


@router.post("/bank_card", responses=refuses(403, 404, 409, 422, 503))
def change_card(
    request: OrderCard, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ChangeView:
    """Sign the authorisation of the card that a trial showed."""
    actor.require(Level.L3)
    with office.database.transaction() as session:
        _, loan = cards.cited(session, actor, request.trial_id)
        customer_id = loan.customer_id
    return _open(
        office, actor, key, "bank_card", customer_id, request,
        lambda session, _: cards.order_card(session, actor, request),
    )  # fmt: skip


@router.post("/phone", responses=refuses(403, 404, 409, 422))
def change_phone(
    request: ChangePhone, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ChangeView:
    """Take the phone that the edge proved by a code; nothing is signed for a day."""
    actor.require(Level.L2)
    return _open(
        office, actor, key, "phone", request.customer_id, request,
        lambda session, customer: phone.change_phone(
            session, customer, request.phone, request.code_ref
        ),
    )  # fmt: skip


@router.post("/phone/lost", responses=refuses(403, 404, 409, 422, 503))
def lost_phone(
    request: LostPhone, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ChangeView:
    """The old phone is gone: taken by a person, proved by a face, decided by a person."""
    actor.require(Level.L2)
    actor.require_staff()
    return _open(
        office, actor, key, "phone_lost", request.customer_id, request,
        lambda session, customer: phone.open_lost(session, customer, request.phone, request.note),
    )  # fmt: skip


@router.post("/address/trial", responses=refuses(403, 404, 422))
def try_address(request: TryAddress, office: CurrentOffice, actor: CurrentActor) -> AddressTrial:
    """What an address would change; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        customer = customer_for(session, actor, request.customer_id)
        found = address.plan(session, customer, request.address, request.city, request.from_day)
        return AddressTrial.model_validate(
            {
                "figures": found.figures(),
                "level": str(found.level),
                "eligible": True,
                "reasons": [],
            }
        )


@router.post("/address", responses=refuses(403, 404, 409, 422))
def change_address(
    request: ChangeAddress, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ChangeView:
    """Take an address: at once, on its day, or after the letter for another city."""
    actor.require(Level.L1)

    def do(session: Session, customer: Customer) -> Change:
        found = address.plan(session, customer, request.address, request.city, request.from_day)
        actor.require(found.level)
        return address.change_address(session, customer, found)

    return _open(office, actor, key, "address", request.customer_id, request, do)
