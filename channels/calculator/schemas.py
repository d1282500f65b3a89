"""What the calculator offers to choose from: as much of the back office's catalogue as it shows."""

from pydantic import BaseModel


class Trim(BaseModel):
    """A version; `price` in yuan with two decimals."""

    trim_key: str
    name: str
    price: str


class Vehicle(BaseModel):
    """A model, its versions cheapest first, and the products that finance it."""

    vehicle_key: str
    name: str
    body: str | None = None
    powertrain: str | None = None
    powertrain_zh: str | None = None
    seats: int | None = None
    range_cltc_km: int | None = None
    range_ev_km: int | None = None
    trims: list[Trim]
    product_keys: list[str]


class Span(BaseModel):
    """The least and the most that is allowed."""

    min: str
    max: str


class Balloon(BaseModel):
    """Allowed balloon shares of the price by term, in percent."""

    shares_by_term: dict[str, list[str]]


class Lease(BaseModel):
    """Kilometres a year to choose from."""

    annual_km: list[int]


class Product(BaseModel):
    """A product and its bounds: terms in months, shares in percent, amounts in yuan."""

    product_key: str
    name: str
    type: str
    type_zh: str
    terms: list[int]
    down_payment_pct: Span
    amount: Span
    customer_types: list[str] | None = None
    balloon: Balloon | None = None
    lease: Lease | None = None


class Catalogue(BaseModel):
    """Everything the calculator lets a customer choose from on one business date."""

    vehicles: list[Vehicle]
    products: list[Product]
