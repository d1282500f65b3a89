"""Deals made from the catalogue's own rules without a database, for tests of figures and papers."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from backoffice.catalogue.products import ProductTerms, read_product
from backoffice.clock.service import SHANGHAI
from backoffice.lending.schedule import build
from backoffice.lending.terms import Method, Terms
from backoffice.seed import product_rows, rate_rows, read
from backoffice.signing.cost_sheet import build_sheet
from backoffice.signing.deal import Deal
from backoffice.signing.documents import Binding, Made, make_documents
from backoffice.signing.models import CostSheet

MADE_ON = date(2026, 11, 19)
ACTIVATION = date(2026, 11, 22)


def product(key: str) -> ProductTerms:
    """A product of the reference catalogue."""
    catalogue = read("catalogue.yml")["products"]
    row = next(
        row
        for row in product_rows(catalogue, read("product_rules.yml"))
        if row["product_key"] == key
    )
    rates = {
        rate["term_months"]: Decimal(rate["annual_rate_pct"])
        for rate in rate_rows(catalogue)
        if rate["product_key"] == key
    }
    return read_product(
        key, row["name"], row["type"], row["type_zh"], row["offer"], row["rules"], rates
    )


def _party(number: int, role: str, name: str, id_no: str) -> Any:
    return SimpleNamespace(
        party_id=f"T20261119-0000000{number}", role=role, name=name, id_no=id_no,
        phone=f"1540000900{number}", card_no="6200000000009000019", bank_name="霁川银行",
    )  # fmt: skip


def deal(key: str, terms: Terms, *, guarantor: bool = False) -> Deal:
    """A deal of two people, or three, over a schedule."""
    parties = [
        _party(1, "borrower", "白小川", "990199199001010014"),
        _party(2, "co_borrower", "青小山", "990199199102020027"),
    ]
    if guarantor:
        parties.append(_party(3, "guarantor", "蓝小溪", "990199199203030030"))
    quote: Any = SimpleNamespace(
        vehicle_name="远汀", trim_name="Pro 六座", price="259800.00", down_payment="77940.00",
        quote_id="Q1", model_dump=lambda mode: {},
    )  # fmt: skip
    application: Any = SimpleNamespace(application_no="A1")
    return Deal(
        application,
        tuple(parties),
        {},
        {},
        quote,
        product(key),
        build(terms),
        "霁川汽车金融有限公司",
    )


D = Decimal
V1 = Terms(Method.EQUAL_INSTALMENT, D("150000.00"), D("4.99"), 36)
V3 = Terms(Method.BALLOON, D("181860.00"), D("4.49"), 36, balloon=D("90930.00"))
V4 = Terms(Method.EQUAL_INSTALMENT, D("120000.00"), D("0.00"), 24)
V8 = Terms(Method.FINANCE_LEASE, D("263040.00"), D("5.60"), 36, balloon=D("147960.00"))
V9 = Terms(Method.SALE_LEASEBACK, D("180000.00"), D("6.20"), 36, balloon=D("100.00"))


def sheet_of(a_deal: Deal, activation: date = ACTIVATION) -> dict[str, Any]:
    """The deal's cost sheet."""
    return build_sheet(a_deal, MADE_ON, activation)


def block(sheet: dict[str, Any], title: str) -> dict[str, Any]:
    """A block of a sheet by a part of its title."""
    found: dict[str, Any] = next(b for b in sheet["blocks"] if title in b["title"])
    return found


def line(sheet: dict[str, Any], title: str, label: str) -> str:
    """A line's value."""
    lines = block(sheet, title)["lines"]
    return next(each["value"] for each in lines if label in each["label"])


def item(sheet: dict[str, Any], title: str, name: str) -> dict[str, str]:
    """A charge."""
    found: dict[str, str] = next(i for i in block(sheet, title)["items"] if name in i["item"])
    return found


def documents(a_deal: Deal) -> dict[str, Made]:
    """The deal's documents by kind, before anybody signed."""
    sheet = CostSheet(text_hash="ab" * 32, content=sheet_of(a_deal), version=1)
    made_at = datetime(2026, 11, 19, 20, 0, tzinfo=SHANGHAI)
    binding = Binding(a_deal, sheet, "C202611190005", made_at, True, "http://127.0.0.1:8000/verify")
    given: Any = SimpleNamespace(
        text_version="1", authorised_at=made_at, text="本人授权查询。\n\n只用于本次审批。",
        dwell_ms=15000, channel="web", text_hash="cd" * 32,
    )  # fmt: skip
    made = make_documents(binding, [(a_deal.borrower, given)])
    return {each.kind: each for each in made}
