"""What the end of a lease is asked and answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant
from backoffice.loans.schemas import TrialView


class TryLeaseEnd(BaseModel):
    """The reading of today, where it is newer than the last known one."""

    current_km: Annotated[int, Field(ge=0, le=2_000_000)] | None = None


class DealerSlots(BaseModel):
    """A dealer that inspects cars, and when it still can."""

    dealer_id: str
    name: str
    city: str
    address: str
    slots: list[Instant]


class LeaseEndTrial(TrialView):
    """The ways beside each other, and where the car can be inspected for a return."""

    dealers: list[DealerSlots]


class AppointmentSlots(BaseModel):
    """Where the car can be inspected instead, and when it still can."""

    dealers: list[DealerSlots]


class MoveAppointment(BaseModel):
    """Another slot, at the same dealer or another."""

    dealer_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
    starts_at: Instant
    confirm: Literal[True]


class AnswerReport(BaseModel):
    """What the customer says to the report."""

    answer: Literal["accept", "dispute"]
    confirm: Literal[True]


class DealerOrder(BaseModel):
    """A version of an appointment as a dealer was told of it."""

    order_no: str
    sequence: int
    act: Literal["book", "change", "cancel"]
    facts: dict[str, Any]
    at: Instant


class DealerOrders(BaseModel):
    """All that a dealer was told, in order."""

    items: list[DealerOrder]
