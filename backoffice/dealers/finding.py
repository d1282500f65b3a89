"""Finds dealers: of a city, or one by its number."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.dealers.models import Dealer
from backoffice.office import office_of
from backoffice.refusals import Refusal

CITY_ENDS = "\u5e02"


def dealers_in(session: Session, city: str | None) -> list[Dealer]:
    """The dealers of a city, named with or without its ending, or all; in the list's order."""
    today = office_of(session).clock.business_date()
    query = sa.select(Dealer).where(Dealer.valid_on(today)).order_by(Dealer.position)
    if city is not None:
        query = query.where(Dealer.city == city.replace("\x00", "").removesuffix(CITY_ENDS))
    return list(session.scalars(query))


def dealer_of(session: Session, dealer_id: object) -> Dealer:
    """The dealer with this number; raises `Refusal` (DEALER_UNKNOWN)."""
    today = office_of(session).clock.business_date()
    query = sa.select(Dealer).where(Dealer.valid_on(today), Dealer.dealer_id == str(dealer_id))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise Refusal("DEALER_UNKNOWN")
    return found
