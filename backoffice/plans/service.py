"""Use cases of kept plans: keep, list, remove, hand over."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI, Clock
from backoffice.numbers import fresh_number
from backoffice.plans.models import KeptPlan
from backoffice.plans.schemas import KeepPlan, Owner, PlanAnswer, Transferred
from backoffice.quotes.models import StoredQuote
from backoffice.quotes.repository import find
from backoffice.quotes.schemas import Quote
from backoffice.quotes.service import expired
from backoffice.refusals import Refusal


def _owned_by(owner: Owner) -> sa.ColumnElement[bool]:
    return sa.and_(KeptPlan.owner_kind == owner.kind, KeptPlan.owner_id == owner.id)


def _answer(plan: KeptPlan, quote: StoredQuote, today: date) -> PlanAnswer:
    return PlanAnswer(
        plan_no=plan.plan_no,
        owner=Owner.model_validate({"kind": plan.owner_kind, "id": plan.owner_id}),
        label=plan.label,
        kept_at=plan.kept_at.astimezone(SHANGHAI).isoformat(),
        expired=expired(quote, today),
        quote=Quote.model_validate(quote.answer["quote"]),
    )


def keep(session: Session, clock: Clock, request: KeepPlan) -> PlanAnswer:
    """Keep a quote for an owner; one already kept is given back as it is.

    Raises `Refusal` for a quote that is unknown or no longer holds.
    """
    today = clock.business_date()
    quote = find(session, request.quote_id)
    if expired(quote, today):
        raise Refusal(
            "QUOTE_EXPIRED", allowed={"valid_until": quote.answer["quote"]["valid_until"]}
        )
    owner = request.owner
    session.execute(
        insert(KeptPlan)
        .values(
            plan_no=fresh_number("P", today),
            owner_kind=owner.kind,
            owner_id=owner.id,
            quote_id=quote.quote_id,
            label=request.label,
            kept_at=clock.now(),
        )
        .on_conflict_do_nothing(constraint="uq_kept_plans_owner_kind_owner_id_quote_id")
    )
    kept = sa.select(KeptPlan).where(_owned_by(owner), KeptPlan.quote_id == quote.quote_id)
    return _answer(session.scalars(kept).one(), quote, today)


def list_kept(session: Session, today: date, owner: Owner) -> list[PlanAnswer]:
    """An owner's plans, newest first."""
    query = (
        sa.select(KeptPlan, StoredQuote)
        .join(StoredQuote, StoredQuote.quote_id == KeptPlan.quote_id)
        .where(_owned_by(owner))
        .order_by(KeptPlan.sequence.desc())
    )
    return [_answer(plan, quote, today) for plan, quote in session.execute(query)]


def remove(session: Session, owner: Owner, plan_no: str) -> None:
    """Stop keeping a plan; raises `Refusal` (PLAN_UNKNOWN), also for another owner's plan."""
    statement = (
        sa.delete(KeptPlan)
        .where(KeptPlan.plan_no == plan_no, _owned_by(owner))
        .returning(KeptPlan.plan_no)
    )
    if session.execute(statement).first() is None:
        raise Refusal("PLAN_UNKNOWN")


def transfer(session: Session, from_owner: Owner, to_owner: Owner) -> Transferred:
    """Hand all plans over; a quote the new owner keeps already is not kept twice."""
    if from_owner == to_owner:
        return Transferred(moved=0, already_kept=0)
    theirs = sa.select(KeptPlan.quote_id).where(_owned_by(to_owner))
    doubled = session.execute(
        sa.delete(KeptPlan)
        .where(_owned_by(from_owner), KeptPlan.quote_id.in_(theirs))
        .returning(KeptPlan.plan_no)
        .execution_options(synchronize_session=False)
    ).all()
    moved = session.execute(
        sa.update(KeptPlan)
        .where(_owned_by(from_owner))
        .values(owner_kind=to_owner.kind, owner_id=to_owner.id)
        .returning(KeptPlan.plan_no)
        .execution_options(synchronize_session=False)
    ).all()
    return Transferred(moved=len(moved), already_kept=len(doubled))
