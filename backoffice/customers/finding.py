"""Finds a customer for whoever may ask about him."""

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Kind
from backoffice.customers.models import Customer
from backoffice.refusals import Refusal


def customer_for(
    session: Session, actor: Actor, customer_id: str, *, lock: bool = False
) -> Customer:
    """The customer whom the actor is, or any for staff; raises `Refusal` (CUSTOMER_UNKNOWN)."""
    himself = actor.kind is Kind.CUSTOMER and actor.id == customer_id
    found = session.get(Customer, customer_id, with_for_update=lock, populate_existing=lock)
    if found is None or not (himself or actor.inside):
        raise Refusal("CUSTOMER_UNKNOWN")
    return found
