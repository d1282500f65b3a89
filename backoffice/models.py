"""All tables of the back office, for the migrations."""

from backoffice.callbacks.models import CallbackRequest
from backoffice.catalogue.models import Product, ProductRate, Rule, Trim, Vehicle
from backoffice.clock.models import BusinessDate
from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.dealers.models import Dealer
from backoffice.idempotency.models import RememberedAnswer
from backoffice.plans.models import KeptPlan
from backoffice.quotes.models import StoredQuote
from backoffice.recommendations.models import StoredRecommendation

__all__ = [
    "Base",
    "BusinessDate",
    "CallbackRequest",
    "Customer",
    "Dealer",
    "KeptPlan",
    "Product",
    "ProductRate",
    "RememberedAnswer",
    "Rule",
    "StoredQuote",
    "StoredRecommendation",
    "Trim",
    "Vehicle",
]
