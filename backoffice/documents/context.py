"""Gathers what a paper is judged against: person, purchase, other papers, registers."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find as find_application
from backoffice.applications.finding import parties_of
from backoffice.applications.models import Application, Field, PurchaseFact
from backoffice.changes.models import Change
from backoffice.changes.standing import identity_on_file
from backoffice.customers.models import Customer
from backoffice.documents import repository
from backoffice.documents.case import Bought, Case, Person, Register
from backoffice.documents.judging import Status
from backoffice.documents.keeping import open_reading
from backoffice.documents.kinds import words
from backoffice.documents.models import Paper
from backoffice.documents.quality import Fault
from backoffice.documents.reading import Reading
from backoffice.documents.rules.money import covered, movements
from backoffice.documents.rules.records import record_income
from backoffice.documents.sealing import Sealer
from backoffice.lending.validation.statement import inflow, regular_payer
from backoffice.loans.models import Loan
from backoffice.office import Office
from backoffice.parties.models import Party
from backoffice.providers.assembly import providers_of
from backoffice.providers.banks import card_ranges
from backoffice.providers.errors import ProviderError
from backoffice.providers.ports import InvoiceQuery
from backoffice.providers.ports import Person as Asked
from backoffice.quotes.repository import find as find_quote
from foundation.log import logger

# After one refusal for these the customer may type what the machine cannot read.
UNREADABLE = frozenset({*(fault.value for fault in Fault), "unreadable", "field_unreadable"})


def values_of(sealer: Sealer, paper: Paper) -> dict[str, str]:
    """A paper's values in their canonical form, and what its lines amount to in a month."""
    reading = open_reading(sealer, paper)
    if reading is None:
        return {}
    values = {name: value.text for name, value in reading.values.items() if value.text}
    shown = record_income(reading)
    if shown is not None:
        values["income_monthly"] = f"{shown:.2f}"
    lines = movements(reading)
    months = covered(reading, lines)
    if months:
        values["inflow_monthly"] = f"{inflow(lines) / months:.2f}"
        payer = regular_payer(lines, months)
        if payer is not None:
            values["regular_payer"], values["regular_income"] = payer[0], f"{payer[1]:.2f}"
    return values


def accepted_values(
    session: Session, sealer: Sealer, party_id: str, without: str | None = None
) -> dict[str, dict[str, str]]:
    """Values of a party's accepted papers by document; the newest paper's come first."""
    return _accepted(sealer, repository.of_party(session, party_id), without)


def _accepted(
    sealer: Sealer, papers: Sequence[Paper], without: str | None
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for paper in papers:
        if paper.status != Status.ACCEPTED or paper.paper_id == without:
            continue
        known = found.setdefault(paper.document, {})
        for name, value in values_of(sealer, paper).items():
            known.setdefault(name, value)
    return found


def _person(session: Session, party: Party, application: Application) -> Person:
    name = party.name
    if name is None and party.role == "borrower":
        customer = session.get(Customer, application.customer_id)
        name = customer.name if customer else None
    return Person(name, party.id_no)


def _spouse(parties: list[Party], party: Party) -> Person | None:
    """The co-borrowing spouse, seen from the borrower; the borrower, seen from the spouse."""
    married = [each for each in parties if each.relation in words("spouse")]
    if party.role != "borrower":
        married = [each for each in parties if each.role == "borrower"]
    return Person(married[0].name, married[0].id_no) if married else None


def _bought(session: Session, office: Office, application: Application) -> Bought:
    quote: Mapping[str, Any] = find_quote(session, application.quote_id).answer["quote"]

    def sum_of(name: str) -> Decimal | None:
        return Decimal(quote[name]) if quote.get(name) else None

    trim = office.catalogue().trims.get(quote.get("trim_key") or "")
    facts = session.scalars(
        sa.select(PurchaseFact.facts).where(
            PurchaseFact.application_no == application.application_no
        )
    )
    vins = [fact["vin"] for fact in facts if fact.get("vin")]
    return Bought(
        sum_of("price"),
        trim.price if trim else None,
        sum_of("down_payment"),
        sum_of("loan_amount"),
        quote["term_months"],
        sum_of("highest_payment"),
        vins[0] if vins else None,
    )


def _register(office: Office, paper: Paper, reading: Reading, phone: str | None) -> Register:
    """What a register says to the paper's values; a silent register is no reason to refuse."""
    value = reading.value
    providers = providers_of(office)
    try:
        if paper.document == "id_card" and value("name") and value("id_no"):
            asked = Asked(name=value("name") or "", id_no=value("id_no") or "", phone=phone)
            good = providers.identity_register.check(asked).matches
        elif paper.document == "vehicle_invoice" and all(
            value(name) for name in ("invoice_code", "invoice_no", "issued_on", "price", "vin")
        ):
            query = InvoiceQuery(
                code=value("invoice_code") or "",
                number=value("invoice_no") or "",
                issued_on=date.fromisoformat(value("issued_on") or ""),
                total=Decimal(value("price") or 0),
                vin=value("vin") or "",
            )
            good = providers.invoice_registry.check(query).genuine
        else:
            return Register.UNKNOWN
    except ProviderError as error:
        logger(__name__).warning("papers.register_silent", port=error.port)
        return Register.UNKNOWN
    return Register.CONFIRMS if good else Register.DENIES


def _tried_before(session: Session, paper: Paper) -> bool:
    """Whether the same paper came before and could not be read."""
    return any(
        each.document == paper.document
        and each.sequence < paper.sequence
        and each.code in UNREADABLE
        for each in repository.beside(session, paper)
    )


def _told(session: Session, party: Party, name: str) -> str | None:
    """A field of the application as it stands."""
    query = sa.select(Field.value).where(Field.party_id == party.party_id, Field.name == name)
    return session.scalar(query)


def _case_of_change(session: Session, office: Office, paper: Paper, reading: Reading) -> Case:
    """A paper of a change stands against the customer as he is on file."""
    change = session.get_one(Change, paper.change_no)
    known = identity_on_file(session, change.customer_id)
    customer = session.get_one(Customer, change.customer_id)
    papers = repository.of_change(session, change.request_no)
    return Case(
        today=office.clock.business_date(),
        fictional=office.settings.sandbox,
        person=Person(known.name, known.id_no) if known else Person(customer.name),
        others=_accepted(Sealer(office.settings.papers_key), papers, paper.paper_id),
        register=_register(office, paper, reading, customer.phone),
        tried_before=_tried_before(session, paper),
        renewal=True,
        known_until=known.valid_to if known else None,
    )


def _case_of_loan(session: Session, office: Office, paper: Paper, reading: Reading) -> Case:
    """A policy for a running loan stands against its owner and its car."""
    loan = session.get_one(Loan, paper.contract_no)
    customer = session.get_one(Customer, loan.customer_id)
    company = customer.type == "company"
    return Case(
        today=office.clock.business_date(),
        fictional=office.settings.sandbox,
        customer_type=customer.type or "private",
        person=Person(None if company else customer.name),
        bought=Bought(vin=loan.vehicle.get("vin")),
        register=Register.UNKNOWN,
        tried_before=_tried_before(session, paper),
    )


def case_of(session: Session, office: Office, paper: Paper, reading: Reading) -> Case:
    """What this paper is judged against, as it is now."""
    if paper.change_no is not None:
        return _case_of_change(session, office, paper, reading)
    if paper.contract_no is not None:
        return _case_of_loan(session, office, paper, reading)
    sealer = Sealer(office.settings.papers_key)
    party = session.get_one(Party, paper.party_id)
    application = find_application(session, party.application_no)
    parties = parties_of(session, party.application_no)
    return Case(
        today=office.clock.business_date(),
        fictional=office.settings.sandbox,
        role=party.role,
        customer_type=application.customer_type,
        person=_person(session, party, application),
        spouse=_spouse(parties, party),
        employer=_told(session, party, "employer_name"),
        company=_told(session, party, "company_name"),
        city=_told(session, party, "city"),
        bought=_bought(session, office, application),
        shared=any(each.role == "co_borrower" for each in parties),
        others=accepted_values(session, sealer, party.party_id, without=paper.paper_id),
        card_ranges=card_ranges(),
        register=_register(office, paper, reading, party.phone),
        tried_before=_tried_before(session, paper),
    )
