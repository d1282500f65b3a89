"""Customers over HTTP."""

from typing import Annotated

from pydantic import BaseModel, Field

Phone = Annotated[str, Field(pattern=r"^1[3-9][0-9]{9}$", examples=["15400000001"])]


class Resolve(BaseModel):
    """The phone whose owner proved that it is his."""

    phone: Phone


class Resolved(BaseModel):
    """The customer behind a phone; `known` is false when the phone was new until now."""

    customer_id: str
    known: bool
    name_masked: str | None
    type: str | None
    city: str | None
