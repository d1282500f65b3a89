"""All that a cost sheet and a contract are made of, read from the application and its quote."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find, parties_of
from backoffice.applications.models import Application, Field, PurchaseFact
from backoffice.catalogue.products import ProductTerms
from backoffice.lending.contract_schedule import ContractSchedule, contract_schedule
from backoffice.lending.extension import dated as dated_extension
from backoffice.lending.irr import annualised_pct
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.subsidy import manufacturer_share
from backoffice.lending.terms import Method
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.quotes.repository import find as find_quote
from backoffice.quotes.repository import read_terms
from backoffice.quotes.schemas import Quote
from backoffice.wording import wording

KINDS = wording("signing/wording/kinds.yml")
# Between signing and paying out: receipts, insurance, registration.
DAYS_TO_ACTIVATION = 3
LATEST_DUE_DAY = 28
LEASES = {Method.FINANCE_LEASE: "finance_lease", Method.SALE_LEASEBACK: "sale_leaseback"}


@dataclass(frozen=True, slots=True)
class Extended:
    """Whose balloon is repaid over more months: `from_day` is the balloon's own day.

    `paid_first` falls due on it with the last instalment before.
    """

    contract_no: str
    balloon: Decimal
    paid_first: Decimal
    from_day: date
    due_day: int
    months_before: int
    vin: str | None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Extended":
        """As it stands beside a stored quote."""
        return cls(
            contract_no=told["contract_no"],
            balloon=Decimal(told["balloon"]),
            paid_first=Decimal(told["pay_first"]),
            from_day=date.fromisoformat(told["balloon_due"]),
            due_day=told["due_day"],
            months_before=told["months_before"],
            vin=told["vin"],
        )


@dataclass(frozen=True)
class Deal:
    """One application's loan or lease, or a loan's extension; all figures from `lending`."""

    application: Application
    parties: tuple[Party, ...]
    fields: Mapping[str, Mapping[str, str]]
    purchase: Mapping[str, Mapping[str, Any]]
    quote: Quote
    product: ProductTerms
    schedule: Schedule
    lender: str
    extends: Extended | None = None

    @property
    def kind(self) -> str:
        """loan, finance_lease, sale_leaseback or extension."""
        if self.extends is not None:
            return "extension"
        return LEASES.get(self.product.type, "loan")

    @property
    def leased(self) -> bool:
        """Whether it is worded as a lease."""
        return self.kind in LEASES.values()

    def word(self, name: str) -> str:
        """What something is called in this kind of contract."""
        return KINDS.say(f"{self.kind}_{name}")

    @property
    def borrower(self) -> Party:
        """The borrower, or the lessee."""
        return next(party for party in self.parties if party.role == "borrower")

    def of_role(self, role: str) -> list[Party]:
        """The parties of a role."""
        return [party for party in self.parties if party.role == role]

    @property
    def vin(self) -> str | None:
        """The car's number, once the seller told it."""
        if self.extends is not None:
            return self.extends.vin
        found = (facts.get("vin") for facts in self.purchase.values())
        return next((str(vin) for vin in found if vin), None)

    @cached_property
    def manufacturer_share(self) -> Decimal | None:
        """What the manufacturer pays instead of the customer."""
        rate = self.product.contract_rate
        return None if rate is None else manufacturer_share(self.schedule, rate)

    @property
    def fees(self) -> Decimal:
        """All fees tied to the contract."""
        product = self.product
        return product.upfront_fee + product.monthly_fee * self.schedule.terms.months

    @cached_property
    def irr_pct(self) -> Decimal:
        """The annualised cost, fees included, from the schedule itself."""
        product, amounts = self.product, self.schedule.amounts_by_month()
        amounts[1:] = [amount + product.monthly_fee for amount in amounts[1:]]
        return annualised_pct(self.schedule.terms.principal - product.upfront_fee, amounts)

    def dated(self, activation: date) -> ContractSchedule:
        """The schedule as it is signed, if money is paid out on `activation`."""
        if self.extends is not None:
            return dated_extension(self.schedule, self.extends.from_day, self.extends.due_day)
        return contract_schedule(self.schedule, activation, due_day(activation))

    def activation(self, today: date) -> date:
        """From when on it runs, if it is signed now and nothing is delayed."""
        if self.extends is not None:
            return self.extends.from_day
        return today + timedelta(days=DAYS_TO_ACTIVATION)

    def due_day(self, activation: date) -> int:
        """The day of the month on which instalments fall due."""
        return self.extends.due_day if self.extends is not None else due_day(activation)

    @cached_property
    def facts_hash(self) -> str:
        """Changes when anything that a cost sheet tells changes."""
        facts = {
            "quote": self.quote.model_dump(mode="json"),
            "rules": dict(self.product.rules),
            "lender": self.lender,
            "borrower": self.borrower.name,
            "vin": self.vin,
        }
        return canonical_hash(facts)


def canonical_hash(content: Any) -> str:
    """SHA-256 of a content written in one way only."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def due_day(activation: date) -> int:
    """The day of the month on which instalments fall due."""
    return min(activation.day, LATEST_DUE_DAY)


def deal_of(session: Session, application_no: str) -> Deal:
    """The deal of an application; raises `Refusal` (APPLICATION_UNKNOWN)."""
    application = find(session, application_no)
    stored = find_quote(session, application.quote_id)
    catalogue = office_of(session).catalogues.at(stored.business_date)
    prolonged = stored.answer.get("extension")
    fields: dict[str, dict[str, str]] = {}
    query = sa.select(Field).where(Field.application_no == application_no)
    for field in session.scalars(query):
        fields.setdefault(field.party_id, {})[field.name] = field.value
    told = sa.select(PurchaseFact).where(PurchaseFact.application_no == application_no)
    return Deal(
        application=application,
        parties=tuple(parties_of(session, application_no)),
        fields=fields,
        purchase={fact.kind: fact.facts for fact in session.scalars(told)},
        quote=Quote.model_validate(stored.answer["quote"]),
        product=catalogue.product(stored.product_key),
        schedule=build(read_terms(stored.terms)),
        lender=str(catalogue.rules["lender"]["name"]),
        extends=Extended.read(prolonged) if prolonged else None,
    )
