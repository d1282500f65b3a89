"""`GET /dealers`, `POST /dealers/nearest`, `GET /cities`."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Query

from backoffice.dealers import nearest
from backoffice.dealers.answers import dealer_answer
from backoffice.dealers.finding import dealers_in
from backoffice.dealers.models import Dealer
from backoffice.dealers.schemas import (
    Cities,
    CityAnswer,
    Dealers,
    Nearest,
    NearPlace,
    NearPoint,
)
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses

router = APIRouter(tags=["dealers"])


@router.get("/dealers", responses=refuses(422))
def list_dealers(
    office: CurrentOffice, city: Annotated[str | None, Query(max_length=20)] = None
) -> Dealers:
    """Showrooms, of one city if one is named."""
    with office.database.transaction() as session:
        return Dealers(items=[dealer_answer(dealer) for dealer in dealers_in(session, city)])


@router.post("/dealers/nearest", responses=refuses(422))
def list_nearest(asked: NearPlace | NearPoint, office: CurrentOffice) -> Nearest:
    """Showrooms by distance. Where somebody is stands in the body: addresses are logged."""
    with office.database.transaction() as session:
        return nearest.nearest(session, asked)


@router.get("/cities")
def list_cities(office: CurrentOffice) -> Cities:
    """Cities with showrooms, most showrooms first."""
    today = office.clock.business_date()
    count = sa.func.count()
    query = (
        sa.select(Dealer.city, count)
        .where(Dealer.valid_on(today))
        .group_by(Dealer.city)
        .order_by(count.desc(), sa.func.min(Dealer.position))
    )
    with office.database.transaction() as session:
        return Cities(
            items=[CityAnswer(city=city, dealers=n) for city, n in session.execute(query)]
        )
