"""`/care`, `/offers`, and keeping or changing a car."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.care import decisions, offers
from backoffice.care.comparing import compare
from backoffice.care.schemas import (
    CareSetting,
    Decisions,
    DecisionView,
    OffersSeen,
    SetCare,
    StopCare,
    TryUpgrade,
    UpgradeView,
)
from backoffice.care.switching import setting_of, switch
from backoffice.customers.finding import customer_for, with_phone
from backoffice.idempotency.service import RequiredKey
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import look
from backoffice.loans.service import loan_for
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal
from backoffice.servicing.schemas import DeclineOffer, OfferDeclined

router = APIRouter(tags=["care"])

CustomerId = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{1,40}$")]
OfferId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]


@router.get("/care/decisions", responses=refuses(404, 422))
def list_decisions(
    customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor
) -> Decisions:
    """Why something was offered or said, or not: every rule that was looked at."""
    with office.database.transaction() as session:
        customer_for(session, actor, customer_id)
        found = decisions.decisions_of(session, customer_id)
        return Decisions(items=[decisions.decision_view(one) for one in found])


@router.get("/care", responses=refuses(404, 422))
def read_setting(
    customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor
) -> CareSetting:
    """Whether care and offers may come."""
    with office.database.transaction() as session:
        customer_for(session, actor, customer_id)
        return setting_of(session, customer_id)


@router.put("/care", responses=refuses(403, 404, 409, 422))
def set_care(
    request: SetCare, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> CareSetting:
    """Switch care and offers off, at once and with the consents to marketing; or on again."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        customer = customer_for(session, actor, request.customer_id, lock=True)

        def perform() -> CareSetting:
            return switch(session, customer.customer_id, on=request.on)

        return command(
            session, actor, key, "care.switch", customer.customer_id, request, perform, CareSetting
        )


@router.post("/care/stops", status_code=204, responses=refuses(404, 422))
def stop_care(
    request: StopCare, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> None:
    """A phone said stop: its customer's switch goes off. Of an unknown phone nothing is kept."""
    if not actor.inside:
        raise Refusal("CUSTOMER_UNKNOWN")
    with office.database.transaction() as session:
        customer = with_phone(session, request.phone)
        if customer is None:
            return

        def perform() -> CareSetting:
            return switch(session, customer.customer_id, on=False)

        command(
            session, actor, key, "care.stop", customer.customer_id, request, perform, CareSetting
        )


@router.get("/offers", responses=refuses(404, 422))
def list_offers(customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor) -> OffersSeen:
    """The offers that a customer was shown."""
    with office.database.transaction() as session:
        customer_for(session, actor, customer_id)
        now = office.clock.now()
        found = offers.offers_of(session, customer_id)
        return OffersSeen(items=[offers.offer_seen(one, now) for one in found])


@router.get("/offers/{offer_id}/why", responses=refuses(404, 422))
def explain_offer(offer_id: OfferId, office: CurrentOffice, actor: CurrentActor) -> DecisionView:
    """Why this was shown to him."""
    with office.database.transaction() as session:
        return decisions.decision_view(decisions.of_offer(session, actor, offer_id))


@router.post("/offers/{offer_id}/decline", responses=refuses(403, 404, 422))
def decline_offer(
    offer_id: OfferId, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> OfferDeclined:
    """No, thank you; it is not shown again for half a year."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        offer = offers.offer_for(session, actor, offer_id)
        request = DeclineOffer(offer_id=offer_id)

        def perform() -> OfferDeclined:
            until = offers.decline(session, offer)
            return OfferDeclined(offer_id=offer_id, remembered_until=until.isoformat())

        return command(
            session, actor, key, "care.decline", offer.contract_no, request, perform, OfferDeclined
        )


@router.post("/loans/{contract_no}/trials/upgrade", responses=refuses(403, 404, 409, 422))
def try_upgrade(
    contract_no: ContractNo, request: TryUpgrade, office: CurrentOffice, actor: CurrentActor
) -> UpgradeView:
    """Keeping the car and changing it, both in figures; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        return compare(session, look(session, loan_for(session, actor, contract_no)), request)
