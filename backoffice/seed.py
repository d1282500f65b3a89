"""`python -m backoffice.seed`: brings the reference data into the database; safe to repeat.

What is already there stays as it is: a row is added when its key has none that starts on that day.
"""

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.catalogue.models import Product, ProductRate, Rule, Trim, Vehicle
from backoffice.changes.models import CustomerIdentity
from backoffice.clock.models import BusinessDate
from backoffice.clock.service import FIRST_SANDBOX_DATE
from backoffice.customers.models import Customer
from backoffice.database import Base, Database
from backoffice.dealers.models import Dealer
from backoffice.invalidation import announce
from backoffice.loans.seeding import seed_portfolio
from backoffice.reference.applications import seed_applications
from backoffice.reminders.dates import seed_dates
from backoffice.servicing.insurance_seeding import seed_policies
from foundation.settings import settings

FOLDER = Path(__file__).parent / "catalogue" / "seed"
# The oldest contract of the reference portfolio is of 2023.
CATALOGUE_FROM = date(2023, 1, 1)
# What identifies a product; the rest of its entry are its rules, rates being rows of their own.
PRODUCT_COLUMNS = ("name", "type", "type_zh", "offer")
VEHICLE_COLUMNS = (
    *("name", "body", "powertrain", "powertrain_zh", "seats", "usage", "energy"),
    *("range_cltc_km", "range_ev_km", "colours", "tags"),
)
PRODUCT_APART = {*PRODUCT_COLUMNS, "key", "rate_by_term"}


def read(name: str) -> Any:
    """The content of a seed file."""
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def _merge(base: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in more.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merge(merged[key], value) if both else value
    return merged


def vehicle_rows(vehicles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `vehicles` from the catalogue's list."""
    return [
        {
            "vehicle_key": entry["key"],
            "position": position,
            "full_name": entry["full"],
            "valid_from": CATALOGUE_FROM,
            **{name: entry.get(name) for name in VEHICLE_COLUMNS},
        }
        for position, entry in enumerate(vehicles)
    ]


def trim_rows(vehicles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `trims` from the catalogue's list."""
    return [
        {
            "trim_key": trim["key"],
            "vehicle_key": entry["key"],
            "position": position,
            "name": trim["name"],
            "price": trim["price"],
            "valid_from": CATALOGUE_FROM,
        }
        for entry in vehicles
        for position, trim in enumerate(entry["trims"])
    ]


def product_rows(
    products: Iterable[Mapping[str, Any]], more_rules: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Rows of `products`: identity in columns, the rest as rules."""
    rows = []
    for position, entry in enumerate(products):
        rules = {name: value for name, value in entry.items() if name not in PRODUCT_APART}
        rows.append(
            {
                "product_key": entry["key"],
                "position": position,
                "rules": _merge(rules, more_rules.get(entry["key"], {})),
                "valid_from": CATALOGUE_FROM,
                **{name: entry.get(name) for name in PRODUCT_COLUMNS},
            }
        )
    return rows


def rate_rows(products: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `product_rates`."""
    return [
        {
            "product_key": entry["key"],
            "term_months": int(term),
            "annual_rate_pct": rate,
            "valid_from": CATALOGUE_FROM,
        }
        for entry in products
        for term, rate in entry["rate_by_term"].items()
    ]


def rule_rows(rules: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `rules`."""
    return [
        {
            "rule_key": entry["rule"],
            "value": entry["value"],
            "valid_from": entry["valid_from"],
            "valid_to": entry.get("valid_to"),
        }
        for entry in rules
    ]


def customer_rows(personas: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `customers`: only what advice needs of the personas."""
    rows = []
    for entry in personas:
        company = entry.get("company", {})
        rows.append(
            {
                "customer_id": entry["no"],
                "phone": entry["phone"],
                "name": entry["name"],
                "type": entry["type"],
                "city": entry.get("city", company.get("city")),
                "income_monthly": entry.get("income_monthly"),
                "other_debt_monthly": entry.get("other_debt_monthly"),
                "first_job_months": entry.get("first_job_months"),
                "deposit_rate_pct": entry.get("deposit_rate_pct"),
                "interest": entry.get("interest", sa.null()),
            }
        )
    return rows


def identity_rows(personas: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of `customer_identities`: of those who have a contract, and were identified for it."""
    return [
        {
            "customer_id": entry["no"],
            "name": entry["name"],
            "id_no": entry["id_no"],
            "valid_to": entry.get("id_valid_to"),
        }
        for entry in personas
        if "contract" in entry
    ]


def _add(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> int:
    """Add the rows whose key is not there yet; how many were added."""
    statement = insert(table).on_conflict_do_nothing().returning(sa.literal(1))
    return sum(len(session.execute(statement.values(row)).all()) for row in rows)


def seed(database: Database) -> dict[str, int]:
    """Bring the reference data into the database; rows added by table."""
    catalogue = read("catalogue.yml")
    vehicles, products = catalogue["vehicles"], catalogue["products"]
    dealers = [
        {**entry, "position": position, "valid_from": CATALOGUE_FROM}
        for position, entry in enumerate(read("dealers.yml")["dealers"])
    ]
    batches: list[tuple[type[Base], list[dict[str, Any]]]] = [
        (Vehicle, vehicle_rows(vehicles)),
        (Trim, trim_rows(vehicles)),
        (Product, product_rows(products, read("product_rules.yml"))),
        (ProductRate, rate_rows(products)),
        (Rule, rule_rows(read("rules.yml"))),
        (Dealer, dealers),
        (Customer, customer_rows(catalogue["personas"])),
        (CustomerIdentity, identity_rows(catalogue["personas"])),
        (BusinessDate, [{"id": 1, "business_date": FIRST_SANDBOX_DATE}]),
    ]
    with database.transaction() as session:
        added = {table.__tablename__: _add(session, table, rows) for table, rows in batches}
        seed_dates(session, catalogue)
        announce(session, "catalogue")
    added["stories"] = seed_applications(database, settings(), catalogue["personas"])
    added["loans"] = seed_portfolio(database, settings(), catalogue)
    with database.transaction() as session:
        added["policies"] = seed_policies(session)
    return added


def main() -> None:
    """Seed the database that the settings name."""
    database = Database(settings().backoffice_database_url)
    try:
        for table, count in seed(database).items():
            sys.stdout.write(f"{table}: {count} added\n")
    finally:
        database.close()


if __name__ == "__main__":
    main()
