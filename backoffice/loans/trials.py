"""Trials: figures shown before anything is done, locked by a hash, cited by the command.

A trial holds for three days to their end, and no longer than nothing was booked on the loan.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import end_of_day
from backoffice.loans.dues import hold
from backoffice.loans.models import Loan
from backoffice.loans.running_models import LoanStanding, Trial
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.refusals import Refusal

VALID_DAYS = 3


def _hash(trial_id: str, contract_no: str, errand: str, figures: Mapping[str, Any]) -> str:
    told = json.dumps([trial_id, contract_no, errand, figures], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def make(session: Session, loan: Loan, errand: str, figures: Mapping[str, Any]) -> Trial:
    """Keep figures for an errand; they are JSON as they are shown."""
    clock = office_of(session).clock
    today = clock.business_date()
    trial_id = fresh_number("S", today)
    session.flush()
    standing = session.get_one(LoanStanding, loan.contract_no, populate_existing=True)
    trial = Trial(
        trial_id=trial_id,
        contract_no=loan.contract_no,
        errand=errand,
        figures=dict(figures),
        hash=_hash(trial_id, loan.contract_no, errand, figures),
        made_at=clock.now(),
        valid_until=end_of_day(today + timedelta(days=VALID_DAYS)),
        last_entry_no=standing.last_entry_no,
    )
    session.add(trial)
    session.flush()
    return trial


def cite(session: Session, trial_id: str, hash_: str) -> Trial:
    """The trial, if it holds and was not used; from now on it is used. Locks the loan.

    Raises `Refusal` (TRIAL_VOID): unknown, other figures, expired, used, or something was booked.
    """
    trial = session.get(Trial, trial_id)
    if trial is None or trial.hash != hash_:
        raise Refusal("TRIAL_VOID", allowed={"reason": "unknown"})
    hold(session, [trial.contract_no])
    session.refresh(trial)
    reason = why_void(session, trial)
    if reason is not None:
        raise Refusal("TRIAL_VOID", allowed={"reason": reason})
    trial.cited_at = office_of(session).clock.now()
    trial.ended = "used"
    session.flush()
    return trial


def why_void(session: Session, trial: Trial) -> str | None:
    """Why a trial does not hold: used, expired or booked; None when it does."""
    if trial.ended is not None:
        return trial.ended
    if office_of(session).clock.now() > trial.valid_until:
        return "expired"
    standing = session.get_one(LoanStanding, trial.contract_no, populate_existing=True)
    return None if standing.last_entry_no == trial.last_entry_no else "booked"


def expire(session: Session, day: date) -> None:
    """End the trials whose time is over on `day`, and those overtaken by a booking."""
    overtaken = (
        sa.select(LoanStanding.contract_no)
        .where(
            LoanStanding.contract_no == Trial.contract_no,
            LoanStanding.last_entry_no > Trial.last_entry_no,
        )
        .exists()
    )
    last = end_of_day(day - timedelta(days=1))
    session.execute(
        sa.update(Trial)
        .where(Trial.ended.is_(None), sa.or_(Trial.valid_until <= last, overtaken))
        .values(ended=sa.case((Trial.valid_until <= last, "expired"), else_="booked"))
        .execution_options(synchronize_session=False)
    )


DAILY = [expire]
