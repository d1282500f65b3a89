"""Changing the phone: at once by a proved customer, or with a face and a person when it is lost."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.lifecycle import OPEN
from backoffice.applications.models import Application
from backoffice.changes.face import begin
from backoffice.changes.models import Change
from backoffice.changes.opening import open_change
from backoffice.changes.telling import KIND as SERVICE
from backoffice.changes.telling import WORDS, notify_old_contact, tell
from backoffice.clock.service import SHANGHAI
from backoffice.customers.merging import check_mergeable, merge
from backoffice.customers.models import Customer
from backoffice.deliveries.service import deliver_sms
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.refusals import Refusal
from backoffice.workflows.orders import order
from foundation.log import mask
from foundation.zh import moment

KIND = "phone"
# Nothing is signed so long after the phone was changed.
HOLD = timedelta(hours=24)
WORK = "move_account"


def check_phone(session: Session, customer: Customer, phone: str) -> None:
    """Raise `Refusal`: PHONE_SAME, PHONE_TAKEN by another person, PHONE_BUSY."""
    if phone == customer.phone:
        raise Refusal("PHONE_SAME")
    other = _account_at(session, phone)
    if other is not None:
        check_mergeable(session, customer, other)


def _account_at(session: Session, phone: str) -> Customer | None:
    found = sa.select(Customer).where(Customer.phone_index == phone)
    return session.scalars(found.with_for_update()).one_or_none()


def _figures(customer: Customer, phone: str) -> dict[str, str | None]:
    return {"old_masked": mask(customer.phone), "new_masked": mask(phone), "held_until": None}


def change_phone(session: Session, customer: Customer, phone: str, code_ref: str) -> Change:
    """The new phone is proved by a code: it is the customer's from now on.

    Raises `Refusal`: PHONE_SAME, PHONE_TAKEN, PHONE_BUSY, CHANGE_OPEN.
    """
    check_phone(session, customer, phone)
    details = {"phone": phone, "code_ref": code_ref}
    figures = _figures(customer, phone)
    change = open_change(session, customer, KIND, details=details, figures=figures)
    move(session, change, end_sessions=False)
    return change


def open_lost(session: Session, customer: Customer, phone: str, note: str) -> Change:
    """The old phone is gone: a live face is asked for by a message to the new one.

    Raises `Refusal`: PHONE_SAME, PHONE_TAKEN, CHANGE_OPEN, ID_MISSING, OUTSIDE_SILENT.
    """
    check_phone(session, customer, phone)
    details = {"phone": phone, "lost": True, "note": note}
    figures = _figures(customer, phone)
    change = open_change(session, customer, KIND, details=details, figures=figures)
    started = begin(session, change)
    text = WORDS.say("sms_lost", url=started.url)
    deliver_sms(session, f"change:{change.request_no}:face", phone, SERVICE, text)
    return change


def face_passed(session: Session, change: Change) -> None:
    """The face is his; a person has the last word."""
    change.face_method, change.face_at = "face", office_of(session).clock.now()
    change.state, change.review = "WAITING", ["lost_phone"]
    session.flush()


def move(session: Session, change: Change, *, end_sessions: bool) -> None:
    """Put the new phone everywhere, hold signatures for a day, tell the old number.

    An account of nobody that stood at the phone becomes his. Raises `Refusal` (PHONE_TAKEN,
    PHONE_BUSY) when it became another's meanwhile.
    """
    customer = session.get_one(Customer, change.customer_id, with_for_update=True)
    phone, old = str(change.details["phone"]), customer.phone
    check_phone(session, customer, phone)
    absorbed = _account_at(session, phone)
    if absorbed is not None:
        merge(session, customer, absorbed)
    clock = office_of(session).clock
    now = clock.now()
    customer.phone, customer.l3_held_until = phone, now + HOLD
    session.execute(
        sa.update(Party)
        .where(Party.party_id.in_(_open_parties(customer.customer_id)))
        .values(phone=phone)
        .execution_options(synchronize_session=False)
    )
    held = (now + HOLD).astimezone(SHANGHAI)
    change.figures = {**change.figures, "held_until": held.isoformat()}
    change.details = {
        **change.details,
        "end_sessions": end_sessions,
        "absorbed": absorbed.customer_id if absorbed is not None else None,
    }
    change.state, change.review = "DONE", []
    change.effective_on, change.ended_at = clock.business_date(), now
    notify_old_contact(session, change, old, tail=phone[-4:])
    tell(session, change, "phone", tail=phone[-4:], held=moment(held))
    order(session, WORK, change.request_no)
    session.flush()


def _open_parties(customer_id: str) -> sa.Select[str]:
    return (
        sa.select(Party.party_id)
        .join(Application, Application.application_no == Party.application_no)
        .where(
            Application.customer_id == customer_id,
            Application.state.in_(OPEN),
            Party.role == "borrower",
        )
    )


def held_until(customer: Customer, now: datetime) -> datetime | None:
    """Until when nothing is signed; None when signing is free."""
    until = customer.l3_held_until
    return until if until is not None and until > now else None
