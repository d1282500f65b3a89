"""Binds a party's bank card by the bank's four-factor check: three tries a day, then a lock."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.fields import put, saved
from backoffice.applications.finding import find
from backoffice.applications.lifecycle import OPEN
from backoffice.applications.moving import note, require_state
from backoffice.applications.progress import party_changed
from backoffice.audit.actors import Actor
from backoffice.consents import service as consents
from backoffice.lending.validation.bank_card import card_fault, digits_of
from backoffice.office import office_of
from backoffice.parties.models import CardTry, Party
from backoffice.parties.outside import asked, person_of
from backoffice.parties.schemas import BindCard, CardAnswer
from backoffice.parties.views import instant
from backoffice.providers.banks import bank_of, card_ranges
from backoffice.providers.ports import CardAnswer as BankAnswer
from backoffice.providers.ports import FourFactors
from backoffice.refusals import Refusal
from backoffice.wording import wording

WORDS = wording("parties/wording/card.yml")
TRIES = 3
LOCK = timedelta(hours=24)


def _failed_lately(session: Session, party_id: str) -> list[CardTry]:
    """Failed tries of the last 24 hours, oldest first."""
    since = office_of(session).clock.now() - LOCK
    query = sa.select(CardTry).where(
        CardTry.party_id == party_id, CardTry.passed.is_(False), CardTry.tried_at > since
    )
    return list(session.scalars(query.order_by(CardTry.id)))


def _refuse_locked(session: Session, party_id: str) -> int:
    """How many tries are left; raises `Refusal` (CARD_LOCKED) when none is."""
    failed = _failed_lately(session, party_id)
    if len(failed) >= TRIES:
        until = instant(failed[-1].tried_at + LOCK)
        raise Refusal("CARD_LOCKED", allowed={"until": until})
    return TRIES - len(failed)


def bind(session: Session, actor: Actor, party: Party, request: BindCard) -> CardAnswer:
    """Check the four factors and bind the card.

    Raises `Refusal`: CONSENT_REQUIRED, IDENTITY_FIRST, CARD_LOCKED, CARD_INVALID, OUTSIDE_SILENT,
    STATE_CONFLICT.
    """
    application = find(session, party.application_no)
    require_state(application, *OPEN)
    consents.require(session, party, "bank_card")
    if party.identity != "done":
        raise Refusal("IDENTITY_FIRST")
    left = _refuse_locked(session, party.party_id)
    number = digits_of(request.card_no or _read(session, party))
    if fault := card_fault(number, card_ranges()):
        raise Refusal("CARD_INVALID", allowed={"reason": str(fault)})
    word = _ask_bank(session, party, number, request.reserved_phone)
    session.add(
        CardTry(
            party_id=party.party_id,
            tail=number[-4:],
            passed=word.passed,
            reason=word.reason,
            tried_at=office_of(session).clock.now(),
        )
    )
    found = bank_of(number)
    bank = word.bank or (found.bank if found else None)
    if not word.passed:
        return _failed(session, party, number, bank, word.reason, left - 1)
    _keep(session, party, number, bank, request.reserved_phone)
    note(session, party.application_no, "card_bound", "papers", role=party.role)
    party_changed(session, application, actor)
    return CardAnswer(
        status="done",
        bank_name=bank,
        tail=number[-4:],
        tries_left=TRIES,
        message=WORDS.say("done", bank=bank or "", tail=number[-4:]),
    )


def _read(session: Session, party: Party) -> str:
    """The number that the photograph of the card shows; empty without one."""
    field = saved(session, party.party_id).get("bank_card_no")
    return field.value if field else ""


def _ask_bank(session: Session, party: Party, number: str, phone: str) -> BankAnswer:
    person = person_of(party)
    factors = FourFactors(name=person.name, id_no=person.id_no, card_no=number, phone=phone)
    return asked(session, lambda providers: providers.bank_card.check(factors))


def _failed(
    session: Session, party: Party, number: str, bank: str | None, why: str | None, left: int
) -> CardAnswer:
    """What did not fit, in words, and how many tries are left today."""
    note(session, party.application_no, "card_failed", "papers", reason=why)
    reason = why or "card_status"
    said = WORDS.say(reason if WORDS.has(reason) else "card_status")
    return CardAnswer(
        status="failed",
        bank_name=bank,
        tail=number[-4:],
        tries_left=left,
        reason=reason,
        message=said + WORDS.say("left" if left else "locked", left=left),
    )


def _keep(session: Session, party: Party, number: str, bank: str | None, phone: str) -> None:
    party.card, party.card_no = "done", number
    party.bank_name, party.reserved_phone = bank, phone
    put(session, party, {"bank_card_no": number, "reserved_phone": phone}, "register")
    if bank:
        put(session, party, {"bank_name": bank}, "bin")
