"""Finds a customer for whoever may ask about him."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Kind
from backoffice.customers.models import Customer
from backoffice.refusals import Refusal


def with_phone(session: Session, phone: str) -> Customer | None:
    """The customer with this phone, held while something is done for him; nobody is made up."""
    query = sa.select(Customer).where(Customer.phone_index == phone)
    return session.scalars(query.with_for_update()).one_or_none()


def customer_for(
    session: Session, actor: Actor, customer_id: str, *, lock: bool = False
) -> Customer:
    """The customer whom the actor is, or any for staff; raises `Refusal` (CUSTOMER_UNKNOWN)."""
    himself = actor.kind is Kind.CUSTOMER and actor.id == customer_id
    found = session.get(Customer, customer_id, with_for_update=lock, populate_existing=lock)
    if found is None or not (himself or actor.inside):
        raise Refusal("CUSTOMER_UNKNOWN")
    return found
