"""Visits over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.dealers.schemas import DealerAnswer
from backoffice.forms import Instant, Key

Number = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Kind = Literal["test_drive", "showroom"]


class DealerSlots(BaseModel):
    """A dealer and the times at which it still has a place."""

    dealer: DealerAnswer
    slots: list[Instant]


class Slots(BaseModel):
    """Free times of the dealers of a city, nearest day first."""

    items: list[DealerSlots]


class BookVisit(BaseModel):
    """A visit at one of the free times; `confirm` after the customer read where and when."""

    customer_id: Number
    kind: Kind
    dealer_id: Number
    starts_at: Instant
    vehicle_key: Key | None = None
    confirm: Literal[True]


class MoveVisit(BaseModel):
    """Another time, at the same dealer or another."""

    dealer_id: Number
    starts_at: Instant


class CancelVisit(BaseModel):
    """Leave the visit."""

    visit_no: Number


class VisitView(BaseModel):
    """A visit as it stands."""

    visit_no: str
    kind: str
    kind_zh: str
    state: Literal["BOOKED", "CANCELLED", "PAST"]
    state_zh: str
    dealer: DealerAnswer
    vehicle: str | None
    starts_at: Instant
    ics_url: str
    bring: list[str]
    lead_no: str | None
    what: str
    next: str


class Visits(BaseModel):
    """A customer's visits, newest first."""

    items: list[VisitView]
