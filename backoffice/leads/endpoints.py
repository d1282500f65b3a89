"""`/leads`, and the sandbox's dealer system."""

import json
from decimal import Decimal
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Header, Path, Query, Request, Response
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.care.upgrade import used_car
from backoffice.customers.finding import customer_for
from backoffice.idempotency.service import RequiredKey
from backoffice.leads import service
from backoffice.leads.dealer_system import SIGNATURE, genuine
from backoffice.leads.models import Lead, SandboxDealerLead
from backoffice.leads.schemas import (
    DealerLeads,
    DealerTold,
    Leads,
    LeadView,
    OpenLead,
    RevokeLead,
)
from backoffice.leads.showing import lead_view
from backoffice.loans.looking import look
from backoffice.loans.service import loan_for
from backoffice.office import CurrentOffice, office_of
from backoffice.problem_schemas import refuses
from backoffice.providers.assembly import outside_of
from backoffice.refusals import Refusal
from backoffice.workflows.orders import order

router = APIRouter(tags=["leads"])
dealer_system = APIRouter(tags=["sandbox"])

LeadNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
CustomerId = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{1,40}$")]
PORT = "dealer_system"
MOST_BYTES = 10_000


@router.get("/leads", responses=refuses(404, 422))
def list_leads(customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor) -> Leads:
    """What was passed on to dealers about a customer."""
    with office.database.transaction() as session:
        customer_for(session, actor, customer_id)
        found = service.leads_of(session, customer_id)
        return Leads(items=[lead_view(session, lead) for lead in found])


def _equity(session: Session, actor: Actor, contract_no: str | None) -> Decimal | None:
    """What may be left of the car that is traded in, after its loan."""
    if contract_no is None:
        return None
    used = used_car(
        office_of(session).catalogue(), look(session, loan_for(session, actor, contract_no))
    )
    return used.equity if used else None


@router.post("/leads", responses=refuses(403, 404, 409, 422))
def open_lead(
    request: OpenLead, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> LeadView:
    """Pass a wish on to a dealer, as the customer agreed."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        customer = customer_for(session, actor, request.customer_id)
        wish = service.Wish(
            request.intent,
            request.dealer_id,
            request.vehicle_key,
            timeframe=request.timeframe,
            equity_est=_equity(session, actor, request.contract_no),
        )

        def perform() -> LeadView:
            lead = service.open_lead(session, actor, customer, wish)
            return lead_view(session, lead)

        return command(
            session, actor, key, "leads.open", customer.customer_id, request, perform, LeadView
        )


@router.post("/leads/{lead_no}/revoke", responses=refuses(403, 404, 409, 422))
def revoke_lead(
    lead_no: LeadNo, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> LeadView:
    """Take a lead back; the dealer forgets it."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        lead = service.lead_for(session, actor, lead_no)
        request = RevokeLead(lead_no=lead_no)

        def perform() -> LeadView:
            return lead_view(session, service.revoke(session, lead_no))

        return command(
            session, actor, key, "leads.revoke", lead.customer_id, request, perform, LeadView
        )


@router.post("/leads/{lead_no}/resend", responses=refuses(403, 404, 422))
def resend_lead(lead_no: LeadNo, office: CurrentOffice, actor: CurrentActor) -> LeadView:
    """Staff send a dead letter again."""
    actor.require_staff()
    with office.database.transaction() as session:
        lead: Lead = service.find(session, lead_no)
        if lead.delivery == "dead":
            lead.delivery, lead.tries = "waiting", 0
            act = "withdraw" if lead.status in service.OVER else "open"
            # An order of its own: the one before is done.
            order(session, "tell_lead", lead_no, f"{act}:{office.clock.now():%Y%m%d%H%M%S}")
        return lead_view(session, lead)


@dealer_system.post(
    "/sandbox/dealer-system/leads", status_code=204, responses=refuses(401, 403, 503)
)
async def take_lead(
    request: Request,
    office: CurrentOffice,
    told: Annotated[str, Header(alias=SIGNATURE)] = "",
) -> Response:
    """The dealers' system of the sandbox: takes what is signed, each act once; it can be down."""
    body = await request.body()
    if not office.settings.sandbox or len(body) > MOST_BYTES:
        raise Refusal("SANDBOX_ONLY")
    if not genuine(office.settings.dealer_system_secret, told, body):
        raise Refusal("UNAUTHENTICATED")
    facts = json.loads(body)
    manner = outside_of(office).told(PORT, (facts["dealer_id"], facts["lead_no"])).manner
    if manner != "yes":
        return Response(status_code=503)
    with office.database.transaction() as session:
        session.execute(
            insert(SandboxDealerLead)
            .values(
                lead_no=facts["lead_no"],
                act=facts["act"],
                dealer_id=facts["dealer_id"],
                facts=facts,
                at=office.clock.now(),
            )
            .on_conflict_do_update(
                index_elements=["lead_no", "act"],
                set_={"times": SandboxDealerLead.times + 1},
            )
        )
    return Response(status_code=204)


@router.get("/sandbox/dealer-system/leads", responses=refuses(403, 422))
def list_taken(office: CurrentOffice) -> DealerLeads:
    """What the sandbox's dealers were told."""
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")
    with office.database.transaction() as session:
        rows = session.scalars(
            sa.select(SandboxDealerLead).order_by(SandboxDealerLead.at, SandboxDealerLead.lead_no)
        )
        fields = ("lead_no", "act", "dealer_id", "facts", "times")
        return DealerLeads(
            items=[DealerTold(**{name: getattr(row, name) for name in fields}) for row in rows]
        )
