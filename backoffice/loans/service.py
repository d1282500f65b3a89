"""Loans: made at activation, with their first schedule and their first bookings."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import borrower_of
from backoffice.applications.models import Application
from backoffice.audit.actors import Actor, Kind
from backoffice.catalogue.products import ProductTerms
from backoffice.lending.contract_schedule import ContractSchedule, contract_schedule
from backoffice.lending.schedule import build
from backoffice.lending.subsidy import manufacturer_share
from backoffice.lending.terms import Method
from backoffice.loans.ledger import Account, Booking, book
from backoffice.loans.mandates import open_mandate
from backoffice.loans.models import Loan
from backoffice.loans.readiness import needs_mortgage, product_of
from backoffice.loans.schedules import open_schedule
from backoffice.office import office_of
from backoffice.quotes.repository import find as find_quote
from backoffice.quotes.repository import read_terms
from backoffice.refusals import Refusal
from backoffice.signing.models import Contract

ACTIVE = "ACTIVE"
LEASES = (Method.FINANCE_LEASE, Method.SALE_LEASEBACK)


def activate(session: Session, application: Application, vin: str) -> Loan:
    """Make the loan of a signed contract: row, schedule with its first days, bookings.

    The caller holds the application's lock and looked at what has to be there.
    """
    assert application.contract_no is not None
    contract = session.get_one(Contract, application.contract_no)
    stored = find_quote(session, application.quote_id)
    product, quote = product_of(session, application), stored.answer["quote"]
    now = office_of(session).clock.now()
    dated = contract_schedule(build(read_terms(stored.terms)), now.date(), contract.due_day)
    terms = dated.quoted.terms
    loan = Loan(
        contract_no=contract.contract_no,
        application_no=application.application_no,
        customer_id=application.customer_id,
        product_key=product.key,
        state=ACTIVE,
        principal=terms.principal,
        annual_rate_pct=terms.annual_rate_pct,
        months=terms.months,
        terms=stored.terms,
        vehicle=_car(quote, vin),
        due_day=contract.due_day,
        activated_on=now.date(),
        activated_at=now,
        lien={"status": "REGISTERED"} if needs_mortgage(product) else None,
    )
    session.add(loan)
    session.flush()
    open_schedule(session, loan, dated)
    _book(session, loan, dated, product)
    _draw_from_card(session, loan, application)
    return loan


def _car(quote: dict[str, Any], vin: str) -> dict[str, Any]:
    """The car as it was quoted, with its number."""
    return {
        "vehicle_key": quote["vehicle_key"],
        "trim_key": quote["trim_key"],
        "name": quote["vehicle_name"],
        "trim": quote["trim_name"],
        "price": quote["price"],
        "vin": vin,
    }


def _draw_from_card(session: Session, loan: Loan, application: Application) -> None:
    """Instalments are drawn from the card that the borrower proved."""
    borrower = borrower_of(session, application.application_no)
    if borrower.card_no:
        bank = borrower.bank_name or ""
        open_mandate(session, loan.contract_no, borrower.card_no, bank, loan.activated_on)


def _book(session: Session, loan: Loan, dated: ContractSchedule, product: ProductTerms) -> None:
    """The loan is owed; the seller is paid on the customer's behalf; who subsidises, owes."""
    number, day = loan.contract_no, loan.activated_on
    lease = product.type in LEASES
    owed = Account.LEASE_RECEIVABLE if lease else Account.LOAN_RECEIVABLE
    amount = loan.principal
    bookings = [
        Booking(
            number, f"{number}:loan", "activation", day,
            {owed: amount, Account.DEALER_PAYABLE: -amount},
        ),
        Booking(
            number, f"{number}:paid_out", "entrusted_payment", day,
            {Account.DEALER_PAYABLE: amount, Account.BANK: -amount},
        ),
    ]  # fmt: skip
    if product.contract_rate is not None:
        share = manufacturer_share(dated.quoted, product.contract_rate)
        if share:
            bookings.append(
                Booking(
                    number, f"{number}:subsidy", "manufacturer_subsidy", day,
                    {Account.SUBSIDY_RECEIVABLE: share, Account.DEFERRED_SUBSIDY: -share},
                )
            )  # fmt: skip
    for booking in bookings:
        book(session, booking)


def loan_for(session: Session, actor: Actor, contract_no: str) -> Loan:
    """A loan of the customer's, or any for staff and system; raises `Refusal` (LOAN_UNKNOWN)."""
    loan = session.get(Loan, contract_no)
    owned = loan is not None and actor.kind is Kind.CUSTOMER and actor.id == loan.customer_id
    if loan is None or not (owned or actor.inside):
        raise Refusal("LOAN_UNKNOWN")
    return loan


def loan_of(session: Session, application_no: str) -> Loan | None:
    """The loan that came of an application."""
    query = sa.select(Loan).where(Loan.application_no == application_no)
    return session.scalars(query).one_or_none()


def loans_of(session: Session, customer_id: str) -> list[Loan]:
    """A customer's loans, newest first."""
    query = sa.select(Loan).where(Loan.customer_id == customer_id)
    return list(session.scalars(query.order_by(Loan.activated_at.desc(), Loan.contract_no)))
