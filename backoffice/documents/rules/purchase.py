"""Papers about the car: invoice, insurance policy, receipt of the down payment."""

from datetime import timedelta
from decimal import Decimal

from backoffice.documents.case import Case, Register
from backoffice.documents.reading import Reading
from backoffice.documents.rules.finding import (
    Finding,
    Findings,
    in_the_future,
    sealed,
    wrong_owner,
)
from backoffice.documents.values import period_of
from backoffice.lending.validation.vehicle import vin_valid

LEAST_THIRD_PARTY = Decimal(1_000_000)
# A year's cover, counted with both days, has 365 days.
COVER_DAYS = 364
LATEST_START_DAYS = 60


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _vin(reading: Reading, case: Case) -> Findings:
    vin = reading.value("vin")
    if vin is None:
        return
    known = case.bought.vin or case.other("vehicle_invoice", "vin")
    if not vin_valid(vin):
        yield Finding("vin_wrong", ("vin",))
    elif known and known != vin:
        yield Finding("vin_disagrees", ("vin",))


def vehicle_invoice(reading: Reading, case: Case) -> Findings:
    """The buyer's, of this car, at the price of the application, known to the register."""
    yield from wrong_owner(reading, case, "buyer", "buyer_id")
    yield from in_the_future(reading, case, "issued_on")
    yield from _vin(reading, case)
    written = reading.value("price")
    price = Decimal(written) if written else None
    agreed, listed = case.bought.price, case.bought.list_price
    if price is not None and agreed is not None:
        figures = {"told": _money(price), "agreed": _money(agreed)}
        if price < agreed:
            yield Finding("price_low", ("price",), figures=figures)
        elif price > max(agreed, listed or agreed):
            yield Finding("price_high", ("price",), figures=figures)
    if case.register is Register.DENIES:
        yield Finding("invoice_denied", ("invoice_code", "invoice_no"))


def insurance_policy(reading: Reading, case: Case) -> Findings:
    """The three covers, for the borrower and this car, for a year."""
    yield from wrong_owner(reading, case, "insured")
    yield from _vin(reading, case)
    for name, code in (("compulsory", "no_compulsory"), ("damage", "no_damage")):
        if reading.value(name) is None:
            yield Finding(code, (name,))
    written = reading.value("third_party")
    if written is None:
        yield Finding("no_third_party", ("third_party",))
    elif Decimal(written) < LEAST_THIRD_PARTY:
        figures = {"told": _money(Decimal(written)), "least": _money(LEAST_THIRD_PARTY)}
        yield Finding("third_party_low", ("third_party",), figures=figures)
    yield from _cover(reading, case)


def _cover(reading: Reading, case: Case) -> Findings:
    written = reading.value("period")
    period = period_of(written) if written else None
    if period is None or period.start is None or period.end is None:
        return
    short = period.end - period.start < timedelta(days=COVER_DAYS)
    over = period.end < case.today + timedelta(days=COVER_DAYS - LATEST_START_DAYS)
    if short or over:
        yield Finding("cover_short", ("period",), figures={"until": period.end.isoformat()})


def down_payment_receipt(reading: Reading, case: Case) -> Findings:
    """The borrower paid what the plan says."""
    yield from wrong_owner(reading, case, "payer")
    yield from in_the_future(reading, case, "paid_on")
    yield from sealed(reading)
    written = reading.value("amount")
    agreed = case.bought.down_payment
    if written and agreed is not None and Decimal(written) != agreed:
        figures = {"told": _money(Decimal(written)), "agreed": _money(agreed)}
        yield Finding("receipt_amount", ("amount",), figures=figures)
