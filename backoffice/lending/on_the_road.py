"""What a new car costs on the road: purchase tax, insurance estimate, plate."""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.lending.money import FEN, ZERO, r2
from backoffice.lending.terms import NoSolution


@dataclass(frozen=True, slots=True)
class TaxLaw:
    """Purchase tax in force: on the price without value-added tax, cut for new energy."""

    vat_pct: Decimal
    tax_pct: Decimal
    nev_cut_pct: Decimal
    nev_cut_max: Decimal


@dataclass(frozen=True, slots=True)
class Insurance:
    """An estimate of the first year's insurance: compulsory plus a share of the price."""

    compulsory: Decimal
    base: Decimal
    price_pct: Decimal


@dataclass(frozen=True, slots=True)
class PurchaseTax:
    """Tax by the book, the cut, and what is paid."""

    full: Decimal
    cut: Decimal
    due: Decimal


@dataclass(frozen=True, slots=True)
class OnTheRoad:
    """All that is paid until the car may drive, in yuan."""

    price: Decimal
    tax: PurchaseTax
    insurance: Decimal
    plate: Decimal

    @property
    def total(self) -> Decimal:
        """Price, tax, insurance and plate together."""
        return self.price + self.tax.due + self.insurance + self.plate


def purchase_tax(price: Decimal, law: TaxLaw, new_energy: bool) -> PurchaseTax:
    """The purchase tax on a car of `price` yuan, value-added tax included."""
    full = r2(price / (1 + law.vat_pct / 100) * law.tax_pct / 100)
    if not new_energy:
        return PurchaseTax(full, ZERO, full)
    reduced = r2(full * (100 - law.nev_cut_pct) / 100)
    cut = min(full - reduced, law.nev_cut_max)
    return PurchaseTax(full, cut, full - cut)


def estimate(
    price: Decimal, law: TaxLaw, insurance: Insurance, plate: Decimal, new_energy: bool
) -> OnTheRoad:
    """The on-the-road estimate of a car of `price` yuan; insurance is rounded to whole yuan."""
    premium = insurance.compulsory + insurance.base + price * insurance.price_pct / 100
    return OnTheRoad(
        price,
        purchase_tax(price, law, new_energy),
        r2(premium.quantize(Decimal(1))),
        plate,
    )


def price_within(
    budget: Decimal, law: TaxLaw, insurance: Insurance, plate: Decimal, new_energy: bool
) -> Decimal:
    """The highest price, to the fen, whose on-the-road total stays within `budget`.

    Raises `NoSolution` when the budget does not even cover insurance and plate.
    """

    def fits(fen: int) -> bool:
        return estimate(fen * FEN, law, insurance, plate, new_energy).total <= budget

    low, high = 0, int(budget * 100)
    if not fits(1):
        raise NoSolution("the budget is used up before the car is paid")
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return r2(low * FEN)
