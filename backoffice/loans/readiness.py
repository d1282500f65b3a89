"""What has to be there before money is paid out, and what of it is still missing."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import borrower_of
from backoffice.applications.models import Application, PurchaseFact
from backoffice.applications.papers import accepted, paper_values
from backoffice.catalogue.products import ProductTerms
from backoffice.lending.validation.vehicle import vin_valid
from backoffice.office import office_of
from backoffice.quotes.repository import find as find_quote

# A fact of the purchase, or the customer's paper that shows the same.
SHOWN_BY = {
    "down_payment": ("down_payment_received", "down_payment_receipt"),
    "invoice": ("invoice_issued", "vehicle_invoice"),
    "insurance": ("insured", "insurance_policy"),
}
MORTGAGE_FACTS = ("mortgaged", "undertaking")
LESSOR = "lessor"


@dataclass(frozen=True)
class Readiness:
    """What is missing before the money is paid out, and the car's number if it is sure."""

    missing: tuple[str, ...]
    vin: str | None

    @property
    def only_mortgage(self) -> bool:
        """Whether nothing but the mortgage is missing, so that it can be filed."""
        return self.missing == ("mortgage",)


def _facts(session: Session, application_no: str) -> dict[str, PurchaseFact]:
    query = sa.select(PurchaseFact).where(PurchaseFact.application_no == application_no)
    return {fact.kind: fact for fact in session.scalars(query)}


def _vins(session: Session, application: Application, facts: dict[str, PurchaseFact]) -> set[str]:
    """All numbers under which the car was told."""
    told = {str(fact.facts["vin"]) for fact in facts.values() if fact.facts.get("vin")}
    borrower = borrower_of(session, application.application_no)
    read = paper_values(session, borrower).get("vin")
    return told | ({read} if read else set())


def product_of(session: Session, application: Application) -> ProductTerms:
    """The product as it was when it was quoted."""
    stored = find_quote(session, application.quote_id)
    return office_of(session).catalogues.at(stored.business_date).product(stored.product_key)


def needs_mortgage(product: ProductTerms) -> bool:
    """Whether the car is mortgaged: not where the lessor owns it."""
    return product.rules.get("title_holder") != LESSOR


def look(session: Session, application: Application) -> Readiness:
    """What is there and what is missing now."""
    facts = _facts(session, application.application_no)
    papers = accepted(session, application)
    missing = [
        code
        for code, (fact, paper) in SHOWN_BY.items()
        if fact not in facts and paper not in papers
    ]
    vins = _vins(session, application, facts)
    sure = next(iter(vins)) if len(vins) == 1 else None
    if sure is None or not vin_valid(sure):
        missing.append("vin_match" if vins else "vin")
    mortgaged = any(kind in facts for kind in MORTGAGE_FACTS)
    if needs_mortgage(product_of(session, application)) and not mortgaged:
        missing.append("mortgage")
    return Readiness(tuple(missing), sure)


def down_payment_shown(session: Session, application: Application) -> bool:
    """Whether the down payment is known to be paid."""
    fact, paper = SHOWN_BY["down_payment"]
    facts = _facts(session, application.application_no)
    return fact in facts or paper in accepted(session, application)
