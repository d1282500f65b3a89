"""The sandbox's controls over HTTP."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from backoffice.forms import Instant, MoneyIn
from backoffice.providers.ports import SellerEventKind

Subject = Annotated[str, Field(pattern=r"^(\*|[A-Za-z0-9-]{1,40})$", examples=["15400000003"])]


class TellProvider(BaseModel):
    """How a port is to answer; null: as by itself. `for`: a phone, an ID, a number, or `*`."""

    model_config = ConfigDict(populate_by_name=True)

    answer: Literal["yes", "no", "slow", "down", "malformed"] | None
    seconds: Annotated[float, Field(gt=0, le=60)] | None = None
    reason: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] | None = None
    for_: Subject = Field("*", alias="for")


class ToldProvider(BaseModel):
    """How a port answers about a subject now."""

    model_config = ConfigDict(populate_by_name=True)

    port: str
    answer: str
    seconds: float | None
    reason: str | None
    for_: str = Field(alias="for")


class PlaySeller(BaseModel):
    """What happens on the seller's side; what is not given is filled in to fit the purchase."""

    event: SellerEventKind
    amount: MoneyIn | None = None
    vin: Annotated[str, Field(pattern=r"^[0-9A-Z]{17}$")] | None = None
    invoice_code: Annotated[str, Field(pattern=r"^[0-9]{10,12}$")] | None = None
    invoice_no: Annotated[str, Field(pattern=r"^[0-9]{8,20}$")] | None = None
    policy_no: Annotated[str, Field(pattern=r"^[0-9A-Z]{8,30}$")] | None = None
    on: date | None = None


class SellerPlayed(BaseModel):
    """What was played so far, in order."""

    application_no: str
    events: list["PlayedEvent"]


class PlayedEvent(BaseModel):
    """One event with its facts."""

    kind: SellerEventKind
    at: Instant
    facts: dict[str, str]
