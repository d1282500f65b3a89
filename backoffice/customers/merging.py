"""Two accounts become one: what an account without a person knew goes to the customer it is.

An account is nobody's as long as no name, no card and no loan belongs to it: a phone that asked for
figures once, a WeChat visitor. Whoever proved that phone takes over what it kept; each consent
stays as it was given, with its text, way and day.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from backoffice.applications.lifecycle import OPEN
from backoffice.applications.models import Application
from backoffice.callbacks.models import CallbackRequest
from backoffice.care.models import CareSwitch
from backoffice.care.switching import switch
from backoffice.changes.finding import UNDER_WAY
from backoffice.changes.models import Change, CustomerAddress, CustomerCardTry, CustomerIdentity
from backoffice.consents.models import Consent
from backoffice.customers.models import Customer
from backoffice.deliveries.models import Delivery
from backoffice.leads.models import Lead
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.plans.schemas import Owner
from backoffice.plans.service import transfer
from backoffice.refusals import Refusal
from backoffice.reminders.models import KnownDate, Reminder, ReminderChoice, ReminderMessage
from backoffice.visits.models import Visit
from backoffice.wording import wording

WORDS = wording("changes/wording/changes.yml")
Column = InstrumentedAttribute[Any]
# Rows that simply become the customer's.
OWNED: tuple[Column, ...] = (
    Application.customer_id,
    Change.customer_id,
    CustomerAddress.customer_id,
    CustomerCardTry.customer_id,
    Delivery.customer_id,
    Lead.customer_id,
    Visit.customer_id,
)
# How he is reminded is his own choice; the other account's is forgotten with it.
FORGOTTEN: tuple[Column, ...] = (
    ReminderChoice.customer_id,
    KnownDate.customer_id,
    Reminder.customer_id,
    ReminderMessage.customer_id,
)
FACTS = (
    "type", "city", "income_monthly", "other_debt_monthly", "first_job_months",
    "deposit_rate_pct", "interest",
)  # fmt: skip
QUIET = {"synchronize_session": False}


def identified(session: Session, customer: Customer) -> bool:
    """Whether a person is known to stand behind an account."""
    number = customer.customer_id
    proved = (
        sa.select(Party.party_id)
        .join(Application, Application.application_no == Party.application_no)
        .where(
            Application.customer_id == number,
            sa.or_(Party.identity != "todo", Party.id_no_index.is_not(None)),
        )
    )
    loans = sa.select(Loan.contract_no).where(Loan.customer_id == number)
    on_file = session.get(CustomerIdentity, number) is not None
    return (
        bool(customer.name)
        or on_file
        or any(session.scalars(query.limit(1)).first() is not None for query in (proved, loans))
    )


def _standing(session: Session, number: str) -> dict[str, set[str]]:
    """What there can be only one of, and is not at its end."""
    kept = sa.select(Visit.kind).where(Visit.place.is_not(None), ~Visit.past)
    changing = sa.select(Change.kind).where(Change.state.in_(UNDER_WAY))
    asked = sa.select(Application.application_no).where(Application.state.in_(OPEN))
    return {
        "visit": set(session.scalars(kept.where(Visit.customer_id == number))),
        "change": set(session.scalars(changing.where(Change.customer_id == number))),
        "application": {
            "open" for _ in session.scalars(asked.where(Application.customer_id == number))
        },
    }


def check_mergeable(session: Session, customer: Customer, other: Customer) -> None:
    """Raise `Refusal`: PHONE_TAKEN by another person, PHONE_BUSY with what goes on there."""
    if identified(session, other):
        raise Refusal("PHONE_TAKEN")
    mine = _standing(session, customer.customer_id)
    theirs = _standing(session, other.customer_id)
    for what, kinds in theirs.items():
        if kinds & mine[what]:
            raise Refusal("PHONE_BUSY", what=WORDS.say(f"busy_{what}"))


def _consents(session: Session, to: str, number: str) -> None:
    """A purpose that both agreed to stays in force once: as the customer himself agreed."""
    in_force = sa.select(Consent.purpose).where(
        Consent.subject_kind == "customer", Consent.withdrawn_at.is_(None)
    )
    theirs = sa.update(Consent).where(
        Consent.subject_kind == "customer", Consent.subject_id == number
    )
    doubled = in_force.where(Consent.subject_id == to).scalar_subquery()
    now = office_of(session).clock.now()
    session.execute(
        theirs.where(Consent.withdrawn_at.is_(None), Consent.purpose.in_(doubled)).values(
            withdrawn_at=now
        ),
        execution_options=QUIET,
    )
    session.execute(theirs.values(subject_id=to), execution_options=QUIET)


def _switch(session: Session, to: str, number: str) -> None:
    """Who wanted to hear nothing at either account wants so at both."""
    theirs = session.get(CareSwitch, number)
    if theirs is None:
        return
    if not theirs.wanted:
        switch(session, to, on=False)
    session.delete(theirs)
    session.flush()


def merge(session: Session, customer: Customer, other: Customer) -> None:
    """Give the customer all that the other account knew; the account is gone then.

    Raises `Refusal`: PHONE_TAKEN, PHONE_BUSY.
    """
    check_mergeable(session, customer, other)
    to, number = customer.customer_id, other.customer_id
    transfer(session, Owner(kind="customer", id=number), Owner(kind="customer", id=to))
    _consents(session, to, number)
    _switch(session, to, number)
    calls = sa.update(CallbackRequest).where(
        CallbackRequest.owner_kind == "customer", CallbackRequest.owner_id == number
    )
    session.execute(calls.values(owner_id=to), execution_options=QUIET)
    for column in OWNED:
        moved = sa.update(column.class_).where(column == number).values({column.key: to})
        session.execute(moved, execution_options=QUIET)
    for column in FORGOTTEN:
        gone = sa.delete(column.class_).where(column == number)
        session.execute(gone, execution_options=QUIET)
    for name in FACTS:
        if getattr(customer, name) is None:
            setattr(customer, name, getattr(other, name))
    session.delete(other)
    session.flush()
