"""Deleting on request: what may go goes at once, what must stay is named with its reason."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.lifecycle import OPEN
from backoffice.applications.models import Application
from backoffice.callbacks.models import CallbackRequest
from backoffice.consents.models import Consent
from backoffice.customers.models import Customer
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.plans.models import KeptPlan
from backoffice.records.gathering import WORDS, loans_of
from backoffice.records.keeping import empty_applications, keeping, years_after
from backoffice.records.schemas import Deletion, DeletionPart, RecordReceipt
from backoffice.servicing.models import ShownOffer

MARKETING = ("marketing_sms", "marketing_call", "referral")
# Ended without a contract and without a decision that could be disputed.
UNFINISHED = ("CANCELLED", "EXPIRED")
AND = "\u3001"


def _applications(session: Session, customer: Customer) -> Sequence[Application]:
    query = sa.select(Application).where(Application.customer_id == customer.customer_id)
    return session.scalars(query).all()


def _unfinished(session: Session, customer: Customer) -> list[str]:
    found = _applications(session, customer)
    return [a.application_no for a in found if a.state in UNFINISHED and a.contract_no is None]


def _bound(session: Session, customer: Customer) -> bool:
    """Whether income and debts are still needed for something."""
    running = any(a.state in OPEN for a in _applications(session, customer))
    return running or bool(loans_of(session, customer.customer_id))


def _counted(session: Session, table: type, *where: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def _marketing(customer: Customer) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Consent.subject_id == customer.customer_id,
        Consent.purpose.in_(MARKETING),
        Consent.withdrawn_at.is_(None),
    )


def _plans(customer: Customer) -> tuple[sa.ColumnElement[bool], ...]:
    return KeptPlan.owner_kind == "customer", KeptPlan.owner_id == customer.customer_id


def _callbacks(session: Session, customer: Customer) -> tuple[sa.ColumnElement[bool], ...]:
    """Those whose time is over: a promise that stands is kept."""
    now = office_of(session).clock.now()
    owner = CallbackRequest.owner_id == customer.customer_id
    return CallbackRequest.owner_kind == "customer", owner, CallbackRequest.call_by < now


def _offers(customer: Customer) -> tuple[sa.ColumnElement[bool], ...]:
    """A no stays, so that it is remembered."""
    return ShownOffer.customer_id == customer.customer_id, ShownOffer.declined_on.is_(None)


def _part(what: str, count: int, until: date | None = None, *, why: bool = False) -> DeletionPart:
    return DeletionPart(
        what=WORDS.say(f"deletion_{what}"),
        count=count,
        why=WORDS.say(f"deletion_{what}_why") if why else None,
        until=until.isoformat() if until else None,
    )


def _goes(session: Session, customer: Customer) -> list[DeletionPart]:
    sums = (customer.income_monthly, customer.other_debt_monthly)
    known = 0 if _bound(session, customer) else sum(value is not None for value in sums)
    counts = {
        "plans": _counted(session, KeptPlan, *_plans(customer)),
        "drafts": len(_unfinished(session, customer)),
        "marketing": _counted(session, Consent, *_marketing(customer)),
        "ability": known,
        "offers": _counted(session, ShownOffer, *_offers(customer)),
        "callbacks": _counted(session, CallbackRequest, *_callbacks(session, customer)),
    }
    return [_part(what, count) for what, count in counts.items() if count]


def _stays(session: Session, customer: Customer) -> list[DeletionPart]:
    found = _applications(session, customer)
    loans = loans_of(session, customer.customer_id)
    parts = []
    if loans:
        ends = [loan.settled_on for loan in loans]
        last = max((end for end in ends if end), default=None)
        until = years_after(last, keeping()["contract_years"]) if last and all(ends) else None
        parts.append(_part("contracts", len(loans), until, why=True))
    if running := sum(a.state in OPEN for a in found):
        parts.append(_part("open", running, why=True))
    if declined := sum(a.state == "DECLINED" for a in found):
        parts.append(_part("declined", declined, why=True))
    if given := _counted(session, Consent, Consent.subject_id == customer.customer_id):
        parts.append(_part("consents", given, why=True))
    return parts


def preview(session: Session, customer: Customer) -> Deletion:
    """What would go now and what stays; nothing is done."""
    return Deletion(
        goes=_goes(session, customer),
        stays=_stays(session, customer),
        note=WORDS.say("deletion_note"),
    )


def delete(session: Session, customer: Customer) -> RecordReceipt:
    """Delete what may go."""
    office = office_of(session)
    gone = _goes(session, customer)
    session.execute(sa.delete(KeptPlan).where(*_plans(customer)))
    session.execute(sa.delete(ShownOffer).where(*_offers(customer)))
    session.execute(sa.delete(CallbackRequest).where(*_callbacks(session, customer)))
    ended = sa.update(Consent).where(*_marketing(customer))
    session.execute(ended.values(withdrawn_at=office.clock.now()))
    empty_applications(session, _unfinished(session, customer))
    if not _bound(session, customer):
        customer.income_monthly = customer.other_debt_monthly = None
        customer.interest = None
    session.flush()
    today = office.clock.business_date()
    told = WORDS.say("deleted", parts=AND.join(part.what for part in gone))
    return RecordReceipt(
        request_no=fresh_number("D", today),
        what=told if gone else WORDS.say("deleted_nothing"),
        effective=today.isoformat(),
        next=WORDS.say("deleted_next"),
    )
