"""What the clock says over HTTP."""

from datetime import date

from pydantic import BaseModel, Field

from backoffice.forms import Instant


class ClockAnswer(BaseModel):
    """The business date and this instant on it (Asia/Shanghai)."""

    business_date: date
    now: Instant


class ClockMove(BaseModel):
    """Where to move the sandbox's business date; never backwards."""

    business_date: date = Field(ge=date(2000, 1, 1), le=date(2099, 12, 31))
