"""Opens the application that decides and signs an extension, with all who signed the contract."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.fields import PRIVATE, put
from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application
from backoffice.applications.opening import CUSTOMER_TYPES, known_fields, record
from backoffice.applications.purposes import EXTENSION
from backoffice.audit.actors import Actor
from backoffice.changes.standing import identity_on_file
from backoffice.clock.service import end_of_day
from backoffice.customers.models import Customer
from backoffice.forms import money
from backoffice.lending.extension import Extension, extend
from backoffice.loans.co_signers import Known, co_signers_of
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.quotes.models import StoredQuote
from backoffice.quotes.schemas import Quote
from backoffice.servicing.extension.models import ExtensionCase
from backoffice.servicing.extension.rules import sign_by
from backoffice.servicing.models import Errand

ON_FILE = "contract"  # how somebody was identified whose contract it is


def extended(errand: Errand) -> Extension:
    """What was ordered."""
    told, months = errand.figures, errand.details["months"]
    option = next(each for each in told["options"] if each["term_months"] == months)
    rate = Decimal(option["annual_rate_pct"])
    return extend(Decimal(told["balloon"]), rate, months, Decimal(told["pay_first"]))


def _quote(
    loan: Loan, product: tuple[str, str], number: str, found: Extension, until: str
) -> Quote:
    schedule, car = found.schedule, loan.vehicle
    return Quote(
        quote_id=number,
        product_key=loan.product_key,
        product_type=product[0],
        product_name=product[1],
        vehicle_key=car.get("vehicle_key"),
        trim_key=car.get("trim_key"),
        vehicle_name=car.get("name"),
        trim_name=car.get("trim"),
        price=car.get("price"),
        down_payment=None,
        down_payment_pct=None,
        loan_amount=money(schedule.terms.principal),
        term_months=found.months,
        annual_rate_pct=money(schedule.terms.annual_rate_pct),
        irr_pct=money(schedule.irr_pct),
        monthly_payment=money(found.payment),
        highest_payment=money(schedule.highest_payment),
        last_payment=money(found.last_payment),
        balloon="0.00",
        balloon_pct=None,
        total_interest=money(found.total_interest),
        total_fees="0.00",
        total_paid=money(schedule.total_paid),
        valid_until=until,
    )


def _terms(found: Extension) -> dict[str, Any]:
    terms = found.schedule.terms
    return {
        "method": str(terms.method),
        "principal": str(terms.principal),
        "annual_rate_pct": str(terms.annual_rate_pct),
        "months": terms.months,
        "balloon": str(terms.balloon),
        "steps": [],
        "lump": str(terms.lump),
        "lump_every": terms.lump_every,
        "interest_only": terms.interest_only,
        "timing": str(terms.timing),
    }


def _store(session: Session, loan: Loan, errand: Errand) -> str:
    """Keep the ordered figures as a quote, which sheet and agreement are made of; its number."""
    today, told = office_of(session).clock.business_date(), errand.figures
    product = look(session, loan).product
    until = end_of_day(sign_by(date.fromisoformat(told["balloon_due"])))
    number, found = fresh_number("Q", today), extended(errand)
    shown = _quote(loan, (str(product.type), product.name), number, found, until.isoformat())
    prolonged = {
        "contract_no": loan.contract_no,
        "balloon": told["balloon"],
        "pay_first": told["pay_first"],
        "balloon_due": told["balloon_due"],
        "due_day": loan.due_day,
        "months_before": loan.months,
        "vin": loan.vehicle.get("vin"),
    }
    session.add(
        StoredQuote(
            quote_id=number,
            business_date=today,
            valid_until=until,
            product_key=loan.product_key,
            answer={"quote": shown.model_dump(mode="json"), "extension": prolonged},
            terms=_terms(found),
        )
    )
    session.flush()
    return number


def _borrower(session: Session, application: Application, customer: Customer) -> Party:
    """The customer, known since his contract; else he shows who he is as for a loan."""
    known = identity_on_file(session, customer.customer_id)
    now = office_of(session).clock.now()
    party = Party(
        party_id=fresh_number("T", now.date()),
        application_no=application.application_no,
        role="borrower",
        name=known.name if known else customer.name,
        id_no=known.id_no if known else None,
        phone=customer.phone,
        identity="done" if known else "todo",
        identity_at=now if known else None,
        identity_method=ON_FILE if known else None,
        card="todo",
        signature="todo",
        carried=known is not None,
    )
    session.add(party)
    session.flush()
    fields = known_fields(customer, application.customer_type)
    put(session, party, fields, "account")
    return party


def _co_signer(session: Session, application: Application, known: Known) -> None:
    """Who signed beside him; he shows his face again before he signs."""
    party = Party(
        party_id=fresh_number("T", application.opened_at.date()),
        application_no=application.application_no,
        role=known.role,
        relation=known.relation,
        name=known.name,
        id_no=known.id_no,
        phone=known.phone,
        identity="todo",
        card="n/a",
        signature="todo",
        carried=True,
    )
    session.add(party)
    session.flush()
    if known.income_monthly is not None:
        income = {"income_monthly": money(known.income_monthly)}
        put(session, party, income, "account")


def open_case(session: Session, actor: Actor, loan: Loan, errand: Errand) -> Application:
    """The application of an ordered extension; it ends by itself when not all signed in time."""
    clock = office_of(session).clock
    customer = session.get_one(Customer, loan.customer_id)
    application = Application(
        application_no=fresh_number("A", clock.business_date()),
        customer_id=loan.customer_id,
        quote_id=_store(session, loan, errand),
        purpose=EXTENSION,
        state=State.DRAFT,
        round=0,
        customer_type=CUSTOMER_TYPES.get(customer.type or "", PRIVATE),
        opened_at=clock.now(),
        offer_valid_to=end_of_day(sign_by(errand.effective_on)),
    )
    session.add(application)
    session.flush()
    if _borrower(session, application, customer).identity == "done":
        application.state = State.ID_VERIFIED
    for known in co_signers_of(session, loan):
        _co_signer(session, application, known)
    session.add(
        ExtensionCase(application_no=application.application_no, request_no=errand.request_no)
    )
    session.flush()
    record(session, application, actor, "extension")
    return application
