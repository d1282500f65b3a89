"""Call-back requests over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.customers.schemas import Phone
from backoffice.forms import Instant
from backoffice.plans.schemas import Owner

PhoneToken = Annotated[
    str, Field(pattern=r"^<phone:[a-z]{4,40}>$", examples=["<phone:abcdefabcdefabcdefab>"])
]
Text = r"^[^\x00]*$"


class RequestCallback(BaseModel):
    """Who wants to be called, why, and what was talked about so far (masked).

    `phone` is the number itself or the token under which the edge's vault keeps it; the token is
    resolved when the call is made, and only then.
    """

    owner: Owner
    phone: Phone | PhoneToken | None = None
    reason: Annotated[str, Field(min_length=1, max_length=60, pattern=Text)]
    summary: Annotated[str, Field(max_length=4000, pattern=Text)] = ""


class CallbackFacts(BaseModel):
    """The promise in parts, for wording: on which day and until what time."""

    day: Literal["today", "tomorrow", "later"]
    date: str
    time: str


class CallbackAnswer(BaseModel):
    """The number of the request and until when a person calls."""

    request_no: str
    call_by: Instant
    call_by_zh: str
    facts: CallbackFacts
