"""Kept plans over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant
from backoffice.quotes.schemas import Quote

OwnerKind = Literal["visitor", "customer"]
OwnerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_:.-]{1,100}$")]


class Owner(BaseModel):
    """Whose plans they are: a visitor's session or a customer."""

    kind: OwnerKind
    id: OwnerId


class KeepPlan(BaseModel):
    """Which quote to keep for whom, under which name."""

    owner: Owner
    quote_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
    label: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00]*$")] | None = None


class PlanAnswer(BaseModel):
    """A kept plan; `expired` says that its quote no longer holds and must be computed anew."""

    plan_no: str
    owner: Owner
    label: str | None
    kept_at: Instant
    expired: bool
    quote: Quote


class Plans(BaseModel):
    """An owner's plans, newest first."""

    items: list[PlanAnswer]


class TransferPlans(BaseModel):
    """Hand all plans of one owner to another."""

    from_owner: Owner
    to_owner: Owner


class Transferred(BaseModel):
    """How many plans changed hands; those the new owner had already are counted apart."""

    moved: int
    already_kept: int


class Removed(BaseModel):
    """The plan that is no longer kept."""

    plan_no: str
