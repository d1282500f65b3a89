"""The bank's four-factor check of a customer's own card: three tries a day, then a lock."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.changes.models import CustomerCardTry
from backoffice.changes.standing import identity_on_file
from backoffice.lending.validation.bank_card import card_fault, digits_of
from backoffice.office import office_of
from backoffice.parties.outside import asked
from backoffice.parties.views import instant
from backoffice.providers.banks import bank_of, card_ranges
from backoffice.providers.ports import FourFactors
from backoffice.refusals import Refusal
from backoffice.wording import wording

WORDS = wording("parties/wording/card.yml")
TRIES = 3
LOCK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class CheckedCard:
    """A card as its bank knows it; `reason` in words where it cannot serve."""

    bank_name: str | None
    tail: str
    reason: str | None
    tries_left: int


def digits(card_no: str) -> str:
    """The number's digits; raises `Refusal` (CARD_INVALID) for what can be no debit card."""
    number = digits_of(card_no)
    if fault := card_fault(number, card_ranges()):
        raise Refusal("CARD_INVALID", allowed={"reason": str(fault)})
    return number


def tries_left(session: Session, customer_id: str) -> int:
    """How many tries are left; raises `Refusal` (CARD_LOCKED) when none is."""
    since = office_of(session).clock.now() - LOCK
    query = sa.select(CustomerCardTry.tried_at).where(
        CustomerCardTry.customer_id == customer_id,
        CustomerCardTry.passed.is_(False),
        CustomerCardTry.tried_at > since,
    )
    failed = list(session.scalars(query.order_by(CustomerCardTry.id)))
    if len(failed) >= TRIES:
        raise Refusal("CARD_LOCKED", allowed={"until": instant(failed[-1] + LOCK)})
    return TRIES - len(failed)


def check_card(session: Session, customer_id: str, number: str, phone: str) -> CheckedCard:
    """Ask the bank whether the card is the customer's own and can be drawn from.

    Raises `Refusal`: ID_MISSING, CARD_LOCKED, OUTSIDE_SILENT (which is no try).
    """
    known = identity_on_file(session, customer_id)
    if known is None:
        raise Refusal("ID_MISSING")
    left = tries_left(session, customer_id)
    factors = FourFactors(name=known.name, id_no=known.id_no, card_no=number, phone=phone)
    word = asked(session, lambda providers: providers.bank_card.check(factors))
    session.add(
        CustomerCardTry(
            customer_id=customer_id,
            tail=number[-4:],
            passed=word.passed,
            reason=word.reason,
            tried_at=office_of(session).clock.now(),
        )
    )
    session.flush()
    found = bank_of(number)
    bank = word.bank or (found.bank if found else None)
    if word.passed:
        return CheckedCard(bank, number[-4:], None, left)
    why = word.reason or "card_status"
    said = WORDS.say(why if WORDS.has(why) else "card_status")
    rest = WORDS.say("left" if left > 1 else "locked", left=left - 1)
    return CheckedCard(bank, number[-4:], said + rest, left - 1)
