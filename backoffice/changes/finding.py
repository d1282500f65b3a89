"""Changes: found for their customer, one of a kind at a time, left while nothing was done."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Kind
from backoffice.changes.models import Change
from backoffice.customers.models import Customer
from backoffice.office import office_of
from backoffice.refusals import Refusal

UNDER_WAY = ("OPEN", "CHECKING", "WAITING")


def find(session: Session, request_no: str, *, lock: bool = False) -> Change:
    """A change; raises `Refusal` (CHANGE_UNKNOWN)."""
    found = session.get(Change, request_no, with_for_update=lock, populate_existing=lock)
    if found is None:
        raise Refusal("CHANGE_UNKNOWN")
    return found


def change_for(session: Session, actor: Actor, request_no: str, *, lock: bool = False) -> Change:
    """A change of the actor's; raises `Refusal` (CHANGE_UNKNOWN)."""
    found = find(session, request_no, lock=lock)
    himself = actor.kind is Kind.CUSTOMER and actor.id == found.customer_id
    if not (himself or actor.inside):
        raise Refusal("CHANGE_UNKNOWN")
    return found


def changes_of(session: Session, customer_id: str) -> list[Change]:
    """A customer's changes, newest first."""
    query = sa.select(Change).where(Change.customer_id == customer_id)
    return list(session.scalars(query.order_by(Change.opened_at.desc(), Change.request_no.desc())))


def under_way(session: Session, customer_id: str, kind: str) -> Change | None:
    """The change of this kind that is not at its end."""
    query = sa.select(Change).where(
        Change.customer_id == customer_id, Change.kind == kind, Change.state.in_(UNDER_WAY)
    )
    return session.scalars(query).one_or_none()


def refuse_second(session: Session, customer: Customer, kind: str) -> None:
    """Raise `Refusal` (CHANGE_OPEN) while one of this kind is under way; the customer is locked."""
    session.refresh(customer, with_for_update=True)
    before = under_way(session, customer.customer_id, kind)
    if before is not None:
        raise Refusal("CHANGE_OPEN", allowed={"request_no": before.request_no})


def can_cancel(change: Change) -> bool:
    """Whether nothing was done yet."""
    return change.state in ("OPEN", "WAITING")


def cancel(session: Session, change: Change) -> None:
    """Leave a change; left already it stays left. Raises `Refusal` (CHANGE_UNDERWAY)."""
    if change.state == "CANCELLED":
        return
    if not can_cancel(change):
        raise Refusal("CHANGE_UNDERWAY")
    end(session, change, "CANCELLED")


def end(session: Session, change: Change, state: str, failure: str | None = None) -> None:
    """Bring a change to its end."""
    change.state, change.failure = state, failure
    change.ended_at = office_of(session).clock.now()
    session.flush()
