"""`POST /customers/resolve`: from a phone to the customer."""

from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.customers.models import Customer
from backoffice.customers.schemas import Resolve, Resolved
from backoffice.idempotency.service import OptionalKey, once
from backoffice.numbers import fresh_number
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses

router = APIRouter(tags=["customers"])


def mask_name(name: str | None) -> str | None:
    """A name with everything but its first character hidden: 钱来来 → 钱**."""
    return name[0] + "*" * (len(name) - 1) if name else None


def _resolve(session: Session, phone: str, number: str) -> Resolved:
    found: Any = sa.select(Customer).where(Customer.phone_index == phone)
    customer = session.scalars(found).one_or_none()
    known = customer is not None
    if customer is None:
        # Two calls at once: the second finds what the first one made.
        session.execute(
            insert(Customer).values(customer_id=number, phone=phone).on_conflict_do_nothing()
        )
        customer = session.scalars(found).one()
    return Resolved(
        customer_id=customer.customer_id,
        known=known,
        name_masked=mask_name(customer.name),
        type=customer.type,
        city=customer.city,
    )


@router.post("/customers/resolve", responses=refuses(409, 422))
def resolve_customer(request: Resolve, office: CurrentOffice, key: OptionalKey = None) -> Resolved:
    """The customer with this phone; a new phone becomes a new customer, once."""
    number = fresh_number("U", office.clock.business_date())
    with office.database.transaction() as session:
        return once(
            session,
            key,
            "customers.resolve",
            request,
            lambda: _resolve(session, request.phone, number),
            Resolved,
        )
