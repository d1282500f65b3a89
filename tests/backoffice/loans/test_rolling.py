"""The roll of the date: dues, debits, arrears; in order, once, and gone on with after a crash."""

from datetime import date
from decimal import Decimal as D

import pytest
import sqlalchemy as sa

from backoffice.lending.penalty import penalty
from backoffice.loans import paying
from backoffice.loans.mandates import open_mandate
from backoffice.loans.running_models import Debit, Due, Mandate, RolledDay
from backoffice.office import Office
from tests.backoffice.loans import books
from tests.backoffice.loans.conftest import Looked, Roll, Told

P06, P08, P09, P10 = "C202509180006", "C202511130008", "C202312070009", "L202401050010"
P12 = "H202503110012"


def tries(office: Office, contract_no: str, due: str) -> list[tuple[str, int, str, str | None]]:
    """The debits of a due date: day, which try, state, code."""
    with office.database.transaction() as session:
        query = sa.select(Debit).where(
            Debit.contract_no == contract_no, Debit.due_on == date.fromisoformat(due)
        )
        return [
            (d.asked_on.isoformat(), d.nth, d.state, d.code)
            for d in session.scalars(query.order_by(Debit.debit_no))
        ]


def test_an_instalment_is_booked_and_drawn_on_its_day(
    office: Office, rolled: Roll, looking: Looked
) -> None:
    rolled("2026-12-19")
    assert looking(P06).paid_periods == 14
    rolled("2026-12-20")
    at = looking(P06)
    assert (at.paid_periods, at.standing.outstanding) == (15, D("71482.93"))
    assert at.next_due == (date(2027, 1, 20), D("3561.81"))
    assert tries(office, P06, "2026-12-20") == [("2026-12-20", 1, "ok", None)]
    assert office.clock.business_date() == date(2026, 12, 20)


def test_a_failed_debit_is_tried_three_times_and_on_three_days_after(
    office: Office, rolled: Roll, looking: Looked, bank_told: Told
) -> None:
    bank_told(P06, "debit_failed", "LIMIT")
    rolled("2026-12-20")
    at = looking(P06)
    assert (at.days_past_due, at.loan.state, at.standing.penalty_due) == (0, "ACTIVE", 0)
    rolled("2026-12-26")
    at = looking(P06)
    assert (at.days_past_due, at.loan.state) == (6, "OVERDUE")
    assert at.standing.penalty_due == penalty(D("3561.81"), D("4.99"), 6)
    assert [(day, nth) for day, nth, _, _ in tries(office, P06, "2026-12-20")] == [
        ("2026-12-20", 1), ("2026-12-20", 2), ("2026-12-20", 3),
        ("2026-12-21", 4), ("2026-12-22", 5), ("2026-12-23", 6),
    ]  # fmt: skip


def test_the_second_try_of_the_day_costs_nothing(
    office: Office, rolled: Roll, looking: Looked, bank_told: Told
) -> None:
    bank_told(P06, "slow")
    rolled("2026-12-20")
    at = looking(P06)
    assert tries(office, P06, "2026-12-20") == [("2026-12-20", 1, "ok", None)]
    assert (at.paid_periods, at.standing.penalty_due) == (15, 0)


def test_a_part_is_set_off_and_the_rest_grows_on(
    office: Office, rolled: Roll, looking: Looked, bank_told: Told
) -> None:
    bank_told(P06, "debit_partial", pct=40)
    rolled("2026-12-20")
    at = looking(P06)
    # 40 % of what is left, three times.
    rest = D("3561.81")
    for _ in range(3):
        rest -= (rest * 40 / 100).quantize(D("0.01"))
    assert at.standing.due == rest
    assert at.dues[-1].interest_paid == at.dues[-1].interest
    bank_told(P06, "debit_ok")
    rolled("2026-12-21")
    at = looking(P06)
    assert (at.standing.due, at.loan.state) == (0, "ACTIVE")
    assert at.dues[-1].penalty_paid == penalty(rest, D("4.99"), 1)


@pytest.mark.parametrize("code", ["CARD_INVALID", "AUTH_REVOKED"])
def test_a_card_refused_for_good_is_not_tried_again_but_another_is(
    code: str, office: Office, rolled: Roll, looking: Looked, bank_told: Told
) -> None:
    bank_told(P06, "debit_failed", code)
    rolled("2026-12-21")
    assert tries(office, P06, "2026-12-20") == [("2026-12-20", 1, "failed", code)]
    with office.database.transaction() as session:
        open_mandate(session, P06, "6200000000000001073", "B", date(2026, 12, 22))
    bank_told(P06, "debit_ok")
    rolled("2026-12-22")
    assert tries(office, P06, "2026-12-20")[-1] == ("2026-12-22", 5, "ok", None)
    with office.database.transaction() as session:
        cards = session.scalars(
            sa.select(Mandate).where(Mandate.contract_no == P06).order_by(Mandate.mandate_no)
        ).all()
    # The old one ends only now that the new one gave.
    assert [(c.tail, c.state) for c in cards] == [("0067", "ended"), ("1073", "active")]


def test_no_interest_of_delay_for_the_banks_own_failure(
    rolled: Roll, looking: Looked, bank_told: Told
) -> None:
    bank_told(P06, "down")
    rolled("2026-12-23")
    at = looking(P06)
    assert (at.days_past_due, at.standing.penalty_due) == (3, 0)


def test_arrears_are_drawn_with_the_next_instalment(
    office: Office, rolled: Roll, looking: Looked
) -> None:
    rolled("2026-12-16")
    at = looking(P08)
    assert (at.loan.state, at.paid_periods, at.standing.due) == ("ACTIVE", 13, 0)
    assert tries(office, P08, "2026-12-16") == [("2026-12-16", 1, "ok", None)]
    assert at.dues[-2].penalty_paid == penalty(D("1467.76"), D("5.49"), 30)


def test_a_balloon_falls_due_with_the_last_instalment(
    rolled: Roll, looking: Looked, bank_told: Told
) -> None:
    rolled("2027-01-06")
    assert looking(P09).next_due == (date(2027, 1, 7), D("94056.24"))
    bank_told(P09, "debit_failed")
    rolled("2027-01-10")
    at = looking(P09)
    assert [(due.part, due.amount) for due in at.overdue] == [
        ("balloon", D("90930.00")),
        ("instalment", D("3126.24")),
    ]
    assert at.standing.penalty_due == penalty(D("90930.00"), D("5.19"), 3) + penalty(
        D("3126.24"), D("5.19"), 3
    )


def test_a_leases_residual_is_never_drawn_by_itself(
    office: Office, rolled: Roll, looking: Looked
) -> None:
    rolled("2027-01-08")
    at = looking(P10)
    assert (at.standing.outstanding, at.standing.due) == (D("112410.00"), 0)
    assert at.loan.state == "ACTIVE"
    assert at.next_due is None


def test_a_loan_that_owes_nothing_is_settled(rolled: Roll, looking: Looked) -> None:
    rolled("2028-03-15")
    at = looking(P12)
    assert (at.loan.state, at.loan.settled_on) == ("SETTLED", date(2028, 3, 15))
    assert at.loan.lien == {"status": "RELEASE_PENDING"}


def test_rolling_the_same_days_again_does_nothing(office: Office, rolled: Roll) -> None:
    rolled("2026-12-08")
    before = books.counts(office)
    rolled("2026-12-08")
    rolled("2026-12-01")
    assert books.counts(office) == before


def test_one_long_roll_is_the_same_as_day_by_day(
    office: Office, rolled: Roll, bank_told: Told
) -> None:
    bank_told(P06, "debit_failed")
    for day in range(22, 31):
        rolled(f"2026-11-{day}")
    rolled("2026-12-27")
    with office.database.transaction() as session:
        days = session.scalars(sa.select(RolledDay.day).where(RolledDay.stage < 4)).all()
        late = session.scalar(
            sa.select(Due.penalty).where(Due.contract_no == P06, Due.period == 15)
        )
    assert days == []
    assert late == penalty(D("3561.81"), D("4.99"), 7)


def test_too_much_goes_back_on_the_next_day(office: Office, rolled: Roll, looking: Looked) -> None:
    with office.database.transaction() as session:
        now = office.clock.now()
        paying.receive(session, P08, D("2000.00"), "transfer", "t:1", now.date(), now)
        assert not paying.receive(session, P08, D("2000.00"), "transfer", "t:1", now.date(), now)
        paying.set_off_all(session, now, P08)
    at = looking(P08)
    assert (at.standing.credit, at.standing.due, at.loan.state) == (D("530.56"), 0, "ACTIVE")
    rolled("2026-11-22")
    assert looking(P08).standing.credit == 0
    with office.database.transaction() as session:
        assert books.unbalanced(session) == []
        assert books.replayed(session) == books.kept(session)
