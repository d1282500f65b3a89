"""Reads the catalogue of a business date once and remembers it until told to forget."""

import threading
from collections import defaultdict
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.catalogue.models import Product, ProductRate, Rule, Trim, Vehicle
from backoffice.catalogue.products import ProductTerms, read_product
from backoffice.catalogue.snapshot import Catalogue, TrimOffer, VehicleOffer
from backoffice.database import Database

REMEMBERED_DAYS = 8


class OverlappingRows(RuntimeError):
    """Two rows of one key are in force on the same day."""


def _only_once(keys: list[object], what: str) -> None:
    if len(keys) != len(set(keys)):
        raise OverlappingRows(f"{what}: a key is in force twice on one day")


def _trims(session: Session, day: date) -> dict[str, list[TrimOffer]]:
    rows = session.scalars(sa.select(Trim).where(Trim.valid_on(day)).order_by(Trim.price)).all()
    _only_once([row.trim_key for row in rows], "trims")
    by_vehicle = defaultdict(list)
    for row in rows:
        by_vehicle[row.vehicle_key].append(
            TrimOffer(row.trim_key, row.vehicle_key, row.name, row.price)
        )
    return by_vehicle


def _vehicles(session: Session, day: date) -> dict[str, VehicleOffer]:
    trims = _trims(session, day)
    query = sa.select(Vehicle).where(Vehicle.valid_on(day)).order_by(Vehicle.position)
    rows = session.scalars(query).all()
    _only_once([row.vehicle_key for row in rows], "vehicles")
    return {
        row.vehicle_key: VehicleOffer(
            key=row.vehicle_key,
            name=row.name,
            full_name=row.full_name,
            body=row.body,
            powertrain=row.powertrain,
            powertrain_zh=row.powertrain_zh,
            seats=row.seats,
            usage=row.usage,
            energy=row.energy,
            range_cltc_km=row.range_cltc_km,
            range_ev_km=row.range_ev_km,
            colours=tuple(row.colours),
            tags=tuple(row.tags),
            trims=tuple(trims[row.vehicle_key]),
        )
        for row in rows
        if trims.get(row.vehicle_key)
    }


def _rates(session: Session, day: date) -> dict[str, dict[int, Decimal]]:
    rows = session.scalars(sa.select(ProductRate).where(ProductRate.valid_on(day))).all()
    _only_once([(row.product_key, row.term_months) for row in rows], "product_rates")
    by_product: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for row in rows:
        by_product[row.product_key][row.term_months] = row.annual_rate_pct
    return by_product


def _products(session: Session, day: date) -> dict[str, ProductTerms]:
    rates = _rates(session, day)
    query = sa.select(Product).where(Product.valid_on(day)).order_by(Product.position)
    rows = session.scalars(query).all()
    _only_once([row.product_key for row in rows], "products")
    return {
        row.product_key: read_product(
            row.product_key,
            row.name,
            row.type,
            row.type_zh,
            row.offer,
            row.rules,
            rates[row.product_key],
        )
        for row in rows
        if rates.get(row.product_key)
    }


def read(session: Session, day: date) -> Catalogue:
    """The catalogue in force on `day`; raises `OverlappingRows` for contradicting rows."""
    vehicles = _vehicles(session, day)
    rules = session.scalars(sa.select(Rule).where(Rule.valid_on(day))).all()
    _only_once([rule.rule_key for rule in rules], "rules")
    return Catalogue(
        day=day,
        vehicles=vehicles,
        trims={trim.key: trim for vehicle in vehicles.values() for trim in vehicle.trims},
        products=_products(session, day),
        rules={rule.rule_key: rule.value for rule in rules},
    )


class CatalogueStore:
    """Catalogues by business date, read once each."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[date, Catalogue] = {}
        self._lock = threading.Lock()
        self._generation = 0

    def at(self, day: date) -> Catalogue:
        """The catalogue of `day`; no query when it is remembered."""
        known = self._known.get(day)
        if known is not None:
            return known
        generation = self._generation
        with self._database.transaction() as session:
            fresh = read(session, day)
        with self._lock:
            if generation == self._generation:  # not forgotten while it was read
                while len(self._known) >= REMEMBERED_DAYS:
                    self._known.pop(next(iter(self._known)))
                self._known[day] = fresh
        return fresh

    def forget(self) -> None:
        """Read everything anew at the next question."""
        with self._lock:
            self._generation += 1
            self._known.clear()
