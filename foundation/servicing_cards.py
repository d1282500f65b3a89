"""The cards of a running loan's errands: settling, repaying a part, the balloon, the lease's end.

Every figure is the back office's; a card without the members beyond the contract still stands.
"""

from typing import ClassVar, Literal

from foundation.card_parts import Action, Instant, IsoDate, Money, Part, Percent


class CostPart(Part):
    """A part of a sum, and why it is owed."""

    name: str
    label: str
    amount: Money
    why: str


class SettlementQuote(Part):
    """`settlement_quote`: what settling on a day costs, part by part, and what it saves."""

    card: ClassVar[str] = "settlement_quote"
    quote_id: str
    contract_no: str
    settle_on: IsoDate
    principal_outstanding: Money
    accrued_interest: Money
    early_fee: Money
    subsidy_clawback: Money
    overdue: Money
    total: Money
    valid_until: Instant
    parts: list[CostPart] = []
    saving_note: str | None = None
    assumed_note: str | None = None
    lien: str | None = None


class PrepaymentOption(Part):
    """What a part payment does to the rest: sooner done, or less a month."""

    effect: Literal["shorten_term", "reduce_payment"]
    new_payment: Money
    new_last_due: IsoDate
    interest_saved: Money
    label: str | None = None
    new_last_payment: Money | None = None
    remaining_periods: int | None = None
    interest_total: Money | None = None
    net_saving: Money | None = None
    note: str | None = None
    action: Action | None = None


class PrepaymentQuote(Part):
    """`prepayment_quote`: repaying a part, both ways beside each other."""

    card: ClassVar[str] = "prepayment_quote"
    quote_id: str
    amount: Money
    effective_on: IsoDate
    early_fee: Money
    options: list[PrepaymentOption]
    total: Money | None = None
    principal_before: Money | None = None
    principal_after: Money | None = None


class ExtensionOption(Part):
    """The balloon over so many more months."""

    term_months: int
    annual_rate_pct: Percent
    monthly_payment: Money
    total_interest: Money
    last_payment: Money | None = None
    last_due: IsoDate | None = None
    affordability: Literal["ok", "tight", "too_much"] | None = None
    note: str | None = None
    action: Action | None = None


class ExtensionOptions(Part):
    """`extension_options`: ways to repay the balloon in instalments, or why not."""

    card: ClassVar[str] = "extension_options"
    contract_no: str
    balloon: Money
    balloon_due: IsoDate
    options: list[ExtensionOption]
    eligible: bool
    reasons: list[str]
    pay_first: Money | None = None
    extended_amount: Money | None = None
    rate_note: str | None = None


class LeaseChoice(Part):
    """One way out of the lease, and what is paid for it."""

    choice: Literal["return", "buyout", "renew"]
    amount: Money
    note: str
    label: str | None = None
    monthly_payment: Money | None = None
    last_payment: Money | None = None
    total_interest: Money | None = None
    months: int | None = None
    action: Action | None = None


class LeaseEnd(Part):
    """`lease_end`: three ways beside each other, with the kilometres as they stand."""

    card: ClassVar[str] = "lease_end"
    contract_no: str
    residual: Money
    lease_end: IsoDate
    contract_km: int | None = None
    current_km: int | None = None
    excess_km_fee: Money | None = None
    choices: list[LeaseChoice]
    excess_km: int | None = None
    km_note: str | None = None
    plate_note: str | None = None


class Offer(Part):
    """`offer`: one offer, why this customer, until when; never in the way of what was asked for."""

    card: ClassVar[str] = "offer"
    offer_id: str
    title: str
    why_you: str
    valid_until: Instant
