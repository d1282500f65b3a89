"""Trials hold for three days, for their own figures, until something is booked, once."""

import pytest

from backoffice.loans import trials
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Trial
from backoffice.office import Office
from backoffice.refusals import Refusal
from tests.backoffice.loans.conftest import Roll

P06, P08 = "C202509180006", "C202511130008"


def made(office: Office, contract_no: str = P06) -> Trial:
    with office.database.transaction() as session:
        loan = session.get_one(Loan, contract_no)
        return trials.make(session, loan, "settlement", {"total": "76311.52"})


def why(office: Office, trial: Trial, hash_: str | None = None) -> str | None:
    """Why citing is refused; None when it is not."""
    try:
        with office.database.transaction() as session:
            trials.cite(session, trial.trial_id, hash_ or trial.hash)
    except Refusal as refusal:
        assert refusal.response_code == "TRIAL_VOID"
        return str(refusal.extra["allowed"]["reason"])
    return None


def test_a_trial_is_cited_once(office: Office) -> None:
    trial = made(office)
    assert trial.valid_until.isoformat() == "2026-11-24T23:59:59+08:00"
    assert why(office, trial) is None
    assert why(office, trial) == "used"


def test_other_figures_are_no_trial(office: Office) -> None:
    assert why(office, made(office), "0" * 64) == "unknown"


def test_a_trial_of_the_same_figures_has_a_hash_of_its_own(office: Office) -> None:
    assert made(office).hash != made(office).hash


@pytest.mark.parametrize(("day", "reason"), [("2026-11-24", None), ("2026-11-25", "expired")])
def test_a_trial_ends_after_three_days(
    day: str, reason: str | None, office: Office, rolled: Roll
) -> None:
    trial = made(office)
    rolled(day)
    assert why(office, trial) == reason


def test_a_trial_ends_with_the_next_booking(office: Office, rolled: Roll) -> None:
    trial = made(office, P08)
    rolled("2026-11-22")  # a day's interest of delay is booked
    assert why(office, trial) == "booked"
