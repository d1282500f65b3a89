"""`/plans`: what a visitor or customer keeps."""

from typing import Annotated

from fastapi import APIRouter, Path

from backoffice.idempotency.service import RequiredKey, once
from backoffice.office import CurrentOffice
from backoffice.plans import service
from backoffice.plans.schemas import (
    KeepPlan,
    Owner,
    OwnerId,
    OwnerKind,
    PlanAnswer,
    Plans,
    Removed,
    TransferPlans,
    Transferred,
)
from backoffice.problem_schemas import refuses

router = APIRouter(tags=["plans"])


@router.post("/plans", responses=refuses(404, 409, 422))
def keep_plan(request: KeepPlan, office: CurrentOffice, key: RequiredKey) -> PlanAnswer:
    """Keep a quote for its owner."""
    with office.database.transaction() as session:
        return once(
            session,
            key,
            "plans.keep",
            request,
            lambda: service.keep(session, office.clock, request),
            PlanAnswer,
        )


@router.get("/plans", responses=refuses(422))
def list_plans(owner_kind: OwnerKind, owner_id: OwnerId, office: CurrentOffice) -> Plans:
    """An owner's plans, newest first."""
    owner = Owner(kind=owner_kind, id=owner_id)
    today = office.clock.business_date()
    with office.database.transaction() as session:
        return Plans(items=service.list_kept(session, today, owner))


@router.delete("/plans/{plan_no}", responses=refuses(404, 422))
def remove_plan(
    plan_no: Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")],
    owner_kind: OwnerKind,
    owner_id: OwnerId,
    office: CurrentOffice,
) -> Removed:
    """Stop keeping a plan."""
    with office.database.transaction() as session:
        service.remove(session, Owner(kind=owner_kind, id=owner_id), plan_no)
    return Removed(plan_no=plan_no)


@router.post("/plans/transfer", responses=refuses(409, 422))
def transfer_plans(request: TransferPlans, office: CurrentOffice, key: RequiredKey) -> Transferred:
    """Hand a visitor's plans to the customer he turned out to be."""
    with office.database.transaction() as session:
        return once(
            session,
            key,
            "plans.transfer",
            request,
            lambda: service.transfer(session, request.from_owner, request.to_owner),
            Transferred,
        )
