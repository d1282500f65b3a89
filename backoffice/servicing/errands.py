"""Errands: opened by citing a trial, found again, cancelled while no money moved."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.clock.service import SHANGHAI
from backoffice.loans.dues import hold
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Trial
from backoffice.loans.service import loan_for
from backoffice.loans.trials import cite
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.models import OPEN, PENDING, Errand

DRAWN_AT = time(10)


def drawing_time(day: date) -> datetime:
    """When money is drawn on a day."""
    return datetime.combine(day, DRAWN_AT, SHANGHAI)


def hour_has_come(session: Session, day: date) -> bool:
    """Whether money may be drawn for `day` by now; the sandbox's day is done at once."""
    office = office_of(session)
    now = office.clock.now()
    if day != now.date():
        return day < now.date()
    return office.settings.sandbox or now.time() >= DRAWN_AT


def find(session: Session, request_no: str, *, lock: bool = False) -> Errand:
    """An errand; raises `Refusal` (ERRAND_UNKNOWN)."""
    found = session.get(Errand, request_no, with_for_update=lock, populate_existing=True)
    if found is None:
        raise Refusal("ERRAND_UNKNOWN")
    return found


def errand_for(session: Session, actor: Actor, request_no: str) -> Errand:
    """An errand on a loan of the actor's; raises `Refusal` (ERRAND_UNKNOWN)."""
    found = find(session, request_no)
    try:
        loan_for(session, actor, found.contract_no)
    except Refusal as refusal:
        raise Refusal("ERRAND_UNKNOWN") from refusal
    return found


def open_errands(session: Session, contract_no: str) -> list[Errand]:
    """What is under way on a loan, newest first."""
    query = sa.select(Errand).where(Errand.contract_no == contract_no, Errand.state.in_(OPEN))
    return list(session.scalars(query.order_by(Errand.opened_at.desc(), Errand.request_no)))


def cited(session: Session, loan: Loan, errand: str, trial_id: str, hash_: str) -> Trial:
    """The trial that an order of this kind cites; from now on it is used. Locks the loan.

    Raises `Refusal`: ERRAND_OPEN when something else will still change the loan, TRIAL_VOID.
    """
    hold(session, [loan.contract_no])
    for other in open_errands(session, loan.contract_no):
        if other.exclusive and other.state in PENDING:
            raise Refusal("ERRAND_OPEN", allowed={"request_no": other.request_no})
    trial = cite(session, trial_id, hash_)
    if trial.contract_no != loan.contract_no or trial.errand != errand:
        raise Refusal("TRIAL_VOID", allowed={"reason": "unknown"})
    return trial


def refuse_with(reasons: list[str]) -> None:
    """Raise `Refusal` (ERRAND_NOT_NOW) with the first of the reasons, if there are any."""
    if reasons:
        raise Refusal("ERRAND_NOT_NOW", reason=reasons[0], allowed={"reasons": reasons})


def open_errand(
    session: Session,
    trial: Trial,
    effective_on: date,
    amount: Decimal,
    *,
    state: str = "CONFIRMED",
    details: Mapping[str, Any] | None = None,
    exclusive: bool = True,
) -> Errand:
    """The errand that a cited trial stands for; `amount` is the most that is drawn."""
    office = office_of(session)
    errand = Errand(
        request_no=fresh_number("E", office.clock.business_date()),
        contract_no=trial.contract_no,
        errand=trial.errand,
        state=state,
        exclusive=exclusive,
        trial_id=trial.trial_id,
        effective_on=effective_on,
        amount=amount,
        figures=trial.figures,
        details=dict(details or {}),
        opened_at=office.clock.now(),
    )
    session.add(errand)
    session.flush()
    return errand


def cancel(session: Session, request_no: str, cancellable: frozenset[str]) -> bool:
    """Leave an errand; whether it was done now. Raises `Refusal` (ERRAND_UNDERWAY)."""
    errand = find(session, request_no, lock=True)
    if errand.state == "CANCELLED":
        return False
    if errand.state not in cancellable:
        raise Refusal("ERRAND_UNDERWAY")
    errand.state = "CANCELLED"
    errand.ended_on = office_of(session).clock.business_date()
    session.flush()
    return True
