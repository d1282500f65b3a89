"""The card of how a customer is reminded."""

from typing import ClassVar

from foundation.card_parts import IsoDate, Part


class ComingDay(Part):
    """A day that is ahead, in words."""

    kind: str
    on: IsoDate
    text: str


class Reminders(Part):
    """`reminders`: days before the due date, channel, quiet hours, and what always comes."""

    card: ClassVar[str] = "reminders"
    lead_days: list[int]
    channel: str
    quiet_hours: dict[str, str]
    mandatory: list[str] = []
    upcoming: list[ComingDay] = []
    ics_url: str | None = None
