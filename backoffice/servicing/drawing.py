"""The money of an errand: asked for once, found again, given up when the bank refuses it."""

from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.debits import ask
from backoffice.loans.mandates import in_force
from backoffice.loans.running_models import Debit
from backoffice.servicing.models import Errand


def ask_money(session: Session, errand: Errand, owed: Decimal, at: datetime) -> None:
    """Ask the card in force for `owed`, at most what was confirmed; else the errand ends."""
    card = in_force(session, errand.contract_no, at.astimezone(SHANGHAI).date())
    if card is None or card.state != "active":
        fail(errand, "no_card", at)
    elif owed > errand.amount:
        fail(errand, "changed", at)
    else:
        number = errand.contract_no
        ask(session, number, errand.reference, errand.errand, owed, card.mandate_no, at)
        errand.state = "DRAWING"
    session.flush()


def fail(errand: Errand, why: str, at: datetime) -> None:
    """End an errand without effect on the loan."""
    errand.state, errand.failure = "FAILED", why
    errand.ended_on = at.astimezone(SHANGHAI).date()


def instalment_asked(session: Session, contract_no: str) -> bool:
    """Whether the bank has not answered yet about what fell due."""
    query = sa.select(Debit.debit_no).where(
        Debit.contract_no == contract_no, Debit.purpose == "due", Debit.state == "asked"
    )
    return session.scalars(query).first() is not None


def debit_of(session: Session, errand: Errand) -> Debit | None:
    """The try to draw the money of an errand."""
    query = sa.select(Debit).where(Debit.reference == errand.reference)
    return session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def errand_drawn(session: Session, debit: Debit) -> Errand | None:
    """The errand that still waits for this money; None when it ended before. Locks it."""
    query = sa.select(Errand).where(
        Errand.request_no == debit.reference.partition(":")[2],
        Errand.contract_no == debit.contract_no,
    )
    errand = session.scalars(query.with_for_update()).one()
    return errand if errand.state == "DRAWING" else None


def give_up(session: Session, errand: Errand) -> None:
    """Note what the bank refused; nothing of the loan changed."""
    debit = debit_of(session, errand)
    if errand.state == "DRAWING" and debit and debit.state in ("failed", "partial"):
        why = debit.code or "BANK_DOWN" if debit.state == "failed" else "partial"
        fail(errand, why, debit.answered_at or debit.asked_at)
        session.flush()
