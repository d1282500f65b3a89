"""The card of a hard time: the ways through it, each with what it costs."""

from typing import ClassVar, Literal

from foundation.card_parts import IsoDate, Money, Part


class HardshipOption(Part):
    """One way; a person is a way without figures. `extra_interest` is what it costs in all."""

    kind: Literal["due_day", "interest_only", "capitalise", "longer_term", "person"]
    new_payment: Money | None = None
    extra_interest: Money | None = None
    until: IsoDate | None = None
    label: str | None = None
    why: str | None = None
    choice: str | None = None


class HardshipOptions(Part):
    """`hardship_options`: what can be done; not eligible, `reasons` say why and what mends it."""

    card: ClassVar[str] = "hardship_options"
    contract_no: str
    options: list[HardshipOption]
    eligible: bool
    reasons: list[str]
    decide_by: str | None = None
