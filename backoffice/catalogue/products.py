"""A finance product as the pricing reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from backoffice.lending.terms import Method, RentTiming, Step


@dataclass(frozen=True, slots=True)
class FeeBand:
    """Early-settlement fee in percent of the principal, in contract months from … to."""

    from_month: int
    to_month: int
    pct: Decimal


@dataclass(frozen=True, slots=True)
class BalloonRule:
    """Allowed balloon shares of the price, in percent."""

    lowest: Decimal
    step: Decimal
    highest_by_term: Mapping[int, Decimal]

    def shares(self, months: int) -> list[Decimal]:
        """The shares a plan over `months` may choose, ascending."""
        shares, share = [], self.lowest
        while share <= self.highest_by_term[months]:
            shares.append(share)
            share += self.step
        return shares


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """Over how many months, at which rate, a balloon may be repaid at its end."""

    terms: tuple[int, ...]
    rate_pct: Decimal
    most_total_months: int

    def longest(self, months: int) -> int:
        """The longest extension of a plan over `months`; 0 if there is none."""
        return max((t for t in self.terms if months + t <= self.most_total_months), default=0)


@dataclass(frozen=True, slots=True)
class ProductTerms:
    """Identity, limits and rules of a product on a business date."""

    key: str
    name: str
    type: Method
    type_zh: str
    offer: str | None
    eligible_models: frozenset[str]
    customer_types: frozenset[str] | None
    down_payment_min: Decimal
    down_payment_max: Decimal
    amount_min: Decimal
    amount_max: Decimal
    rates: Mapping[int, Decimal]
    contract_rate: Decimal | None
    excludes_discount: bool
    free_claw_back_after: int | None
    early_fees: tuple[FeeBand, ...]
    part_payment: bool
    upfront_fee: Decimal
    monthly_fee: Decimal
    balloon: BalloonRule | None
    extension: ExtensionRule | None
    steps: tuple[Step, ...]
    lump_every: int
    lump_max_pct: Decimal | None
    interest_only: int
    residual_by_term: Mapping[int, Decimal]
    nominal_price: Decimal
    annual_km: tuple[int, ...]
    excess_km_price: Decimal
    timing: RentTiming
    rules: Mapping[str, Any]

    @property
    def terms(self) -> list[int]:
        """The offered terms in months, ascending."""
        return sorted(self.rates)

    @property
    def free_after_months(self) -> int | None:
        """The month after which settling early costs no fee; None if part payments are barred."""
        if not self.part_payment:
            return None
        return max((band.to_month for band in self.early_fees if band.pct), default=0)

    @property
    def settles_free_after(self) -> int:
        """The month after which settling early costs no fee, whatever the product bars else."""
        return max((band.to_month for band in self.early_fees if band.pct), default=0)

    @property
    def is_lease(self) -> bool:
        """Whether the customer hires the car."""
        return self.type is Method.FINANCE_LEASE


def _by_term(mapping: Mapping[str, Any] | None) -> dict[int, Decimal]:
    return {int(term): Decimal(str(value)) for term, value in (mapping or {}).items()}


def _balloon(rule: Mapping[str, Any] | None) -> BalloonRule | None:
    if not rule:
        return None
    return BalloonRule(Decimal(rule["min"]), Decimal(rule["step"]), _by_term(rule["max_by_term"]))


def _extension(rule: Mapping[str, Any] | None) -> ExtensionRule | None:
    if not rule:
        return None
    return ExtensionRule(tuple(rule["terms"]), Decimal(rule["rate"]), rule["max_total_months"])


def _repayment(rules: Mapping[str, Any]) -> dict[str, Any]:
    """The members that shape the schedule: balloon, steps, lump, idle months, lease."""
    lump = rules.get("lump") or {}
    return {
        "balloon": _balloon(rules.get("balloon_pct")),
        "extension": _extension(rules.get("extension")),
        "steps": tuple(Step(s["to_period"], Decimal(s["weight"])) for s in rules.get("steps", [])),
        "lump_every": lump.get("every_months", 12),
        "lump_max_pct": Decimal(lump["max_pct_of_amount_each"]) if lump else None,
        "interest_only": rules.get("interest_only_periods", 0),
        "residual_by_term": _by_term(rules.get("residual_pct")),
        "nominal_price": Decimal(rules.get("nominal_purchase_price", "0.00")),
        "annual_km": tuple(rules.get("annual_km", ())),
        "excess_km_price": Decimal(rules.get("excess_km_price", "0.00")),
        "timing": RentTiming(rules.get("rent_timing", RentTiming.ARREARS)),
    }


def _price(rules: Mapping[str, Any]) -> dict[str, Any]:
    """The members that tell who pays what besides interest."""
    contract_rate = rules.get("contract_rate")
    return {
        "contract_rate": Decimal(contract_rate) if contract_rate else None,
        "excludes_discount": "mutually_exclusive_with" in rules,
        "free_claw_back_after": (rules.get("subsidy") or {}).get("clawback_until_month"),
        "early_fees": tuple(
            FeeBand(band["from_month"], band["to_month"], Decimal(band["pct"]))
            for band in rules["early_fee"]
        ),
        "part_payment": bool((rules.get("partial_prepay") or {}).get("allowed", False)),
        "upfront_fee": Decimal(rules["upfront_fee"]),
        "monthly_fee": Decimal(rules["monthly_fee"]),
    }


def read_product(
    key: str,
    name: str,
    type_: str,
    type_zh: str,
    offer: str | None,
    rules: Mapping[str, Any],
    rates: Mapping[int, Decimal],
) -> ProductTerms:
    """A product from its row; raises `KeyError` or `ValueError` for rules that are incomplete."""
    customer_types = rules.get("customer_types")
    return ProductTerms(
        key=key,
        name=name,
        type=Method(type_),
        type_zh=type_zh,
        offer=offer,
        eligible_models=frozenset(rules["eligible_models"]),
        customer_types=frozenset(customer_types) if customer_types else None,
        down_payment_min=Decimal(rules["down_payment_pct"]["min"]),
        down_payment_max=Decimal(rules["down_payment_pct"]["max"]),
        amount_min=Decimal(rules["amount"]["min"]),
        amount_max=Decimal(rules["amount"]["max"]),
        rates=dict(rates),
        rules=dict(rules),
        **_price(rules),
        **_repayment(rules),
    )
