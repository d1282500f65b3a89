"""`GET /vehicles`, `GET /products`: what is on offer on the business date."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from backoffice.catalogue.answers import product_answer, vehicle_answer
from backoffice.catalogue.schemas import ProductAnswer, Products, VehicleAnswer, Vehicles
from backoffice.catalogue.snapshot import VehicleOffer
from backoffice.forms import Key, MoneyIn
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses

router = APIRouter(tags=["catalogue"])

Powertrain = Literal["bev", "phev", "erev", "hev", "ice"]
Usage = Literal["private", "commercial"]


@router.get("/vehicles", responses=refuses(422))
def list_vehicles(
    office: CurrentOffice,
    powertrain: Powertrain | None = None,
    usage: Usage | None = None,
    min_seats: Annotated[int | None, Query(ge=1, le=60)] = None,
    min_price: MoneyIn | None = None,
    max_price: MoneyIn | None = None,
) -> Vehicles:
    """Vehicles that fit all filters; with a price filter only the versions within it."""
    catalogue = office.catalogue()

    def wanted(vehicle: VehicleOffer) -> bool:
        return (
            powertrain in (None, vehicle.powertrain)
            and usage in (None, vehicle.usage)
            and (min_seats is None or vehicle.seats >= min_seats)
        )

    items = []
    for vehicle in filter(wanted, catalogue.vehicles.values()):
        trims = [
            trim
            for trim in vehicle.trims
            if (min_price is None or trim.price >= min_price)
            and (max_price is None or trim.price <= max_price)
        ]
        if trims:
            items.append(vehicle_answer(catalogue, vehicle, trims))
    return Vehicles(items=items)


@router.get("/vehicles/{vehicle_key}", responses=refuses(404, 422))
def read_vehicle(vehicle_key: Key, office: CurrentOffice) -> VehicleAnswer:
    """One vehicle with all its versions."""
    catalogue = office.catalogue()
    vehicle = catalogue.vehicle(vehicle_key)
    return vehicle_answer(catalogue, vehicle, vehicle.trims)


@router.get("/products", responses=refuses(404, 422))
def list_products(office: CurrentOffice, vehicle_key: Key | None = None) -> Products:
    """Products on offer with their rules, for one vehicle if one is named."""
    catalogue = office.catalogue()
    if vehicle_key is None:
        found = list(catalogue.products.values())
    else:
        found = catalogue.products_for(catalogue.vehicle(vehicle_key).key)
    return Products(items=[product_answer(product) for product in found])


@router.get("/products/{product_key}", responses=refuses(404, 422))
def read_product(product_key: Key, office: CurrentOffice) -> ProductAnswer:
    """One product with all its rules as data."""
    return product_answer(office.catalogue().product(product_key))
