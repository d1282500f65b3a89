"""Reminders over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

CustomerNo = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
HourOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["21:00"])]
Channel = Literal["auto", "wechat", "sms", "phone", "app"]


class QuietHours(BaseModel):
    """From when to when nothing is said."""

    model_config = ConfigDict(populate_by_name=True)
    from_: HourOfDay = Field(alias="from")
    to: HourOfDay


class ChannelChoice(BaseModel):
    """A channel that may be chosen, and what it is called."""

    key: Channel
    label: str


class Coming(BaseModel):
    """What is ahead: which kind of day, when, in words."""

    kind: str
    on: str
    contract_no: str
    text: str


class ReminderReceipt(BaseModel):
    """What was changed, from when it holds, what cannot be left off."""

    request_no: str
    what: str
    effective: str
    next: str


class Reminders(BaseModel):
    """How a customer is reminded; `auto` lets the ladder decide, step by step."""

    lead_days: list[int]
    channel: Channel
    channels: list[ChannelChoice]
    quiet_hours: QuietHours
    default: bool
    mandatory: list[str]
    ics_url: str
    upcoming: list[Coming]
    receipt: ReminderReceipt | None = None


class SetReminders(BaseModel):
    """What is to be otherwise; what is left out stays. No days: not before the due date at all."""

    model_config = ConfigDict(extra="forbid")
    customer_id: CustomerNo
    lead_days: Annotated[list[Annotated[int, Field(ge=0, le=365)]], Field(max_length=20)] | None = (
        None
    )
    channel: Channel | None = None
    quiet_hours: QuietHours | None = None
    confirm: Literal[True]
