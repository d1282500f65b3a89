"""What a customer is told of a change: in his conversation, and to the number he had before."""

from typing import Any

from sqlalchemy.orm import Session

from backoffice.changes.models import Change
from backoffice.customers.models import Customer
from backoffice.deliveries.service import deliver_sms, deliver_talk
from backoffice.wording import wording

WORDS = wording("changes/wording/changes.yml")
KIND = "service"


def tell(session: Session, change: Change, what: str, **figures: Any) -> None:
    """Say `told_{what}` in the customer's conversation; the same thing once."""
    text = WORDS.say(f"told_{what}", **{**change.figures, **figures})
    delivery = f"change:{change.request_no}:{what}"
    deliver_talk(session, delivery, change.customer_id, KIND, text)


def notify_old_contact(
    session: Session, change: Change, phone: str | None = None, **figures: Any
) -> None:
    """Tell the number that was on file before the change, so that nobody changes it unseen."""
    to = phone or session.get_one(Customer, change.customer_id).phone
    text = WORDS.say(f"notice_{change.kind}", **{**change.figures, **figures})
    deliver_sms(session, f"change:{change.request_no}:notice", to, KIND, text)
