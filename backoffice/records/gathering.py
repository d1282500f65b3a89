"""Gathers what the rooms know of one customer, with source and day."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.models import Application
from backoffice.callbacks.models import CallbackRequest
from backoffice.changes.models import CustomerIdentity
from backoffice.clock.service import SHANGHAI
from backoffice.consents.models import Consent
from backoffice.consents.purposes import purposes
from backoffice.customers.endpoints import mask_name
from backoffice.customers.models import Customer
from backoffice.documents.models import Paper
from backoffice.documents.telling import title_of
from backoffice.forms import percent
from backoffice.lending.money import r2
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Due, Payment
from backoffice.loans.views import WORDS as LOAN_WORDS
from backoffice.loans.views import car_name
from backoffice.office import office_of
from backoffice.plans.models import KeptPlan
from backoffice.quotes.models import StoredQuote
from backoffice.records.schemas import Record, RecordItem, RecordSection
from backoffice.servicing.models import ShownOffer
from backoffice.wording import wording
from foundation.log import mask
from foundation.zh import yuan

WORDS = wording("records/wording/records.yml")
STATES = wording("applications/wording/states.yml")
HUNDRED = Decimal(100)


def _item(
    name: str,
    value: str,
    source: str,
    since: date | datetime | None = None,
    *,
    label: str | None = None,
    correct: str | None = None,
) -> RecordItem:
    if isinstance(since, datetime):
        since = since.astimezone(SHANGHAI).date()
    return RecordItem(
        name=name,
        label=label or WORDS.say(name),
        value=value,
        source=WORDS.say(f"from_{source}"),
        since=since.isoformat() if since else None,
        correct_at=WORDS.say(f"correct_{correct}") if correct else None,
    )


def _account(session: Session, customer: Customer) -> list[RecordItem]:
    found = [_item("phone", mask(customer.phone), "you", correct="by_phone")]
    if customer.name:
        name = mask_name(customer.name) or ""
        found.append(_item("name", name, "paper", correct="by_paper"))
    if customer.type:
        found.append(_item("type", WORDS.say(f"type_{customer.type}"), "you"))
    if customer.city:
        found.append(_item("city", customer.city, "you", correct="here"))
    identity = session.get(CustomerIdentity, customer.customer_id)
    if identity and (identity.valid_to or identity.long_term):
        until = identity.valid_to.isoformat() if identity.valid_to else WORDS.say("long_term")
        found.append(_item("id_valid_to", until, "paper", identity.noted_at, correct="by_paper"))
    return found


def _ability(session: Session, customer: Customer) -> list[RecordItem]:
    sums = ("income_monthly", "other_debt_monthly")
    return [
        _item(name, WORDS.say("yuan", amount=yuan(value)), "you", correct="here")
        for name in sums
        if (value := getattr(customer, name)) is not None
    ]


def _plans(session: Session, customer: Customer) -> list[RecordItem]:
    query = (
        sa.select(KeptPlan, StoredQuote)
        .join(StoredQuote, StoredQuote.quote_id == KeptPlan.quote_id)
        .where(KeptPlan.owner_kind == "customer", KeptPlan.owner_id == customer.customer_id)
        .order_by(KeptPlan.sequence.desc())
    )
    return [
        _item(
            "plan",
            WORDS.say(
                "plan_value",
                product=quote.answer["product_name"],
                months=quote.answer["term_months"],
                payment=yuan(quote.answer["monthly_payment"]),
            ),
            "you",
            plan.kept_at,
            label=plan.label,
        )
        for plan, quote in session.execute(query)
    ]


def _applications(session: Session, customer: Customer) -> list[RecordItem]:
    query = sa.select(Application).where(Application.customer_id == customer.customer_id)
    return [
        _item(
            "application",
            STATES.say(found.state),
            "us",
            found.opened_at,
            label=WORDS.say("application", number=found.application_no),
        )
        for found in session.scalars(query.order_by(Application.sequence.desc()))
    ]


def loans_of(session: Session, customer_id: str) -> Sequence[Loan]:
    """The customer's contracts, newest first."""
    query = sa.select(Loan).where(Loan.customer_id == customer_id)
    return session.scalars(query.order_by(Loan.activated_on.desc())).all()


def _contracts(session: Session, customer: Customer) -> list[RecordItem]:
    return [
        _item(
            "contract",
            WORDS.say("contract_value", car=car_name(loan), state=LOAN_WORDS.say(loan.state)),
            "us",
            loan.activated_on,
            label=WORDS.say("contract", number=loan.contract_no),
        )
        for loan in loans_of(session, customer.customer_id)
    ]


def _habits(session: Session, customer: Customer) -> list[RecordItem]:
    """How the customer pays: counted, never guessed."""
    mine = sa.select(Loan.contract_no).where(Loan.customer_id == customer.customer_id)
    today = office_of(session).clock.business_date()
    dues = session.scalars(
        sa.select(Due).where(
            Due.contract_no.in_(mine), Due.part == "instalment", Due.due_date < today
        )
    ).all()
    if not dues:
        return []
    paid = sum(due.paid_on is not None and due.paid_on <= due.due_date for due in dues)
    pct = percent(r2(HUNDRED * paid / len(dues)))
    told = WORDS.say("on_time_value", due=len(dues), paid=paid, pct=pct)
    found = [_item("on_time", told, "counted", today)]
    came = session.execute(
        sa.select(Payment.received_on, Payment.source).where(Payment.contract_no.in_(mine))
    ).all()
    if came:
        (day, _), *_ = Counter(on.day for on, _ in came).most_common(1)
        (way, _), *_ = Counter(source for _, source in came).most_common(1)
        usual = WORDS.say("usual_way_due" if way == "due" else "usual_way_other")
        found.append(_item("usual_day", WORDS.say("usual_day_value", day=day), "counted", today))
        found.append(_item("usual_way", usual, "counted", today))
    return found


def _papers(session: Session, customer: Customer) -> list[RecordItem]:
    query = (
        sa.select(Paper)
        .join(Application, Application.application_no == Paper.application_no)
        .where(Application.customer_id == customer.customer_id)
        .order_by(Paper.sequence.desc())
    )
    return [
        _item("paper", title_of(paper), "you", paper.handed_in_at)
        for paper in session.scalars(query)
    ]


def _consents(session: Session, customer: Customer) -> list[RecordItem]:
    query = sa.select(Consent).where(
        Consent.subject_id == customer.customer_id, Consent.withdrawn_at.is_(None)
    )
    known = purposes()
    return [
        _item(
            given.purpose, WORDS.say("given"), "you", given.granted_at,
            label=known[given.purpose].title, correct="here",
        )
        for given in session.scalars(query.order_by(Consent.granted_at))
        if given.purpose in known
    ]  # fmt: skip


def _offers(session: Session, customer: Customer) -> list[RecordItem]:
    query = sa.select(ShownOffer).where(ShownOffer.customer_id == customer.customer_id)
    return [
        _item(
            offer.kind,
            WORDS.say("offer_declined" if offer.declined_on else "offer_shown"),
            "us",
            offer.declined_on or offer.shown_on,
            label=offer.title,
        )
        for offer in session.scalars(query.order_by(ShownOffer.shown_on.desc()))
    ]


def _callbacks(session: Session, customer: Customer) -> list[RecordItem]:
    query = sa.select(CallbackRequest).where(
        CallbackRequest.owner_kind == "customer", CallbackRequest.owner_id == customer.customer_id
    )
    return [
        _item(
            "callback",
            WORDS.say(
                "callback_value",
                reason=wish.summary or wish.reason,
                day=wish.call_by.astimezone(SHANGHAI).date().isoformat(),
            ),
            "you",
            wish.requested_at,
        )
        for wish in session.scalars(query.order_by(CallbackRequest.requested_at.desc()))
    ]


SECTIONS: dict[str, Callable[[Session, Customer], list[RecordItem]]] = {
    "account": _account,
    "ability": _ability,
    "plans": _plans,
    "applications": _applications,
    "contracts": _contracts,
    "habits": _habits,
    "papers": _papers,
    "consents": _consents,
    "offers": _offers,
    "callbacks": _callbacks,
}


def record_of(session: Session, customer: Customer) -> Record:
    """All sections in which something is known."""
    gathered = {key: find(session, customer) for key, find in SECTIONS.items()}
    return Record(
        customer_id=customer.customer_id,
        made_at=office_of(session).clock.now().astimezone(SHANGHAI).isoformat(),
        sections=[
            RecordSection(
                section=key,
                title=WORDS.say(f"{key}_title"),
                purpose=WORDS.say(f"{key}_purpose"),
                kept=WORDS.say(f"{key}_kept"),
                items=items,
            )
            for key, items in gathered.items()
            if items
        ],
        excluded=WORDS.say("excluded"),
    )
