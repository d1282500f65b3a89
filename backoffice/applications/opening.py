"""Opens an application for a quote, with all that is known already filled in."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.fields import PRIVATE, put
from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application, Transition
from backoffice.applications.moving import OFFER_DAYS, note
from backoffice.applications.purposes import LOAN, TOLD_BY
from backoffice.applications.states import still_open
from backoffice.applications.steps import step_of
from backoffice.audit.actors import Actor
from backoffice.clock.service import end_of_day
from backoffice.customers.finding import customer_for
from backoffice.customers.models import Customer
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.quotes.repository import find as find_quote
from backoffice.quotes.service import expired
from backoffice.refusals import Refusal
from backoffice.workflows.orders import order

# How an account's kind of customer is called in quotes and applications.
CUSTOMER_TYPES = {"self_employed": "self_employed", "company": "company"}
EMPLOYMENT = {PRIVATE: "salaried"}


def _refuse_second(session: Session, customer_id: str) -> None:
    going_on = session.scalar(
        sa.select(Application.application_no).where(
            Application.customer_id == customer_id, Application.purpose == LOAN, still_open()
        )
    )
    if going_on is not None:
        raise Refusal(
            "APPLICATION_OPEN", application_no=going_on, allowed={"application_no": going_on}
        )


def known_fields(customer: Customer, customer_type: str) -> dict[str, str]:
    """What the account knows already and nobody has to type again."""
    known = {
        "phone": customer.phone,
        "name": customer.name,
        "city": customer.city,
        "reserved_phone": customer.phone,
        "employment": EMPLOYMENT.get(customer_type, customer_type) if customer.type else None,
        "income_monthly": customer.income_monthly and f"{customer.income_monthly:.2f}",
        "other_debt_monthly": f"{customer.other_debt_monthly:.2f}"
        if customer.other_debt_monthly is not None
        else None,
    }
    return {name: str(value) for name, value in known.items() if value}


def open_application(
    session: Session, actor: Actor, customer_id: str, quote_id: str, number: str | None = None
) -> Application:
    """Open an application, under a fresh number unless one is given.

    Raises `Refusal`: CUSTOMER_UNKNOWN, QUOTE_UNKNOWN, QUOTE_EXPIRED, QUOTE_WITHOUT_CAR,
    APPLICATION_OPEN.
    """
    clock = office_of(session).clock
    customer = customer_for(session, actor, customer_id, lock=True)
    quote = find_quote(session, quote_id)
    given = quote.answer["quote"]
    if expired(quote, clock.business_date()):
        raise Refusal("QUOTE_EXPIRED", allowed={"valid_until": given["valid_until"]})
    if given["price"] is None or given["vehicle_key"] is None:
        raise Refusal("QUOTE_WITHOUT_CAR")
    _refuse_second(session, customer_id)
    today = clock.business_date()
    on_file = CUSTOMER_TYPES.get(customer.type or "", PRIVATE)
    application = Application(
        application_no=number or fresh_number("A", today),
        customer_id=customer_id,
        quote_id=quote_id,
        state=State.DRAFT,
        round=0,
        purpose=LOAN,
        customer_type=quote.customer_type or on_file,
        opened_at=clock.now(),
        offer_valid_to=end_of_day(today + timedelta(days=OFFER_DAYS)),
    )
    session.add(application)
    session.flush()
    borrower = add_borrower(session, application, customer, on_file)
    if quote.customer_type is not None:
        asked_as = EMPLOYMENT.get(quote.customer_type, quote.customer_type)
        put(session, borrower, {"employment": asked_as}, "plan")
    record(session, application, actor)
    return application


def add_borrower(
    session: Session, application: Application, customer: Customer, on_file: str
) -> Party:
    """The customer's own party, with what his account knows."""
    party = Party(
        party_id=fresh_number("T", application.opened_at.date()),
        application_no=application.application_no,
        role="borrower",
        phone=customer.phone,
        identity="todo",
        card="todo",
        signature="todo",
    )
    session.add(party)
    session.flush()
    put(session, party, known_fields(customer, on_file), "account")
    return party


def record(
    session: Session, application: Application, actor: Actor, reason: str = "applied"
) -> None:
    """Note that an application was opened, in the state in which it begins, and tell it."""
    state = State(application.state)
    opened = Transition(
        application_no=application.application_no,
        from_state=None,
        to_state=state,
        command="open",
        actor=str(actor),
        level=str(actor.level),
        channel=actor.channel,
        reason=reason,
        at=application.opened_at,
    )
    session.add(opened)
    note(session, application.application_no, "state", step_of(state), state=str(state))
    session.flush()
    order(session, TOLD_BY[application.purpose], str(opened.id))
