"""Replaying every booking gives what the database keeps, after whatever happened."""

import random
from datetime import timedelta
from decimal import Decimal as D

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.lending.contract_schedule import DatedRow
from backoffice.lending.prepayment import Effect, prepay
from backoffice.lending.remaining import Rest
from backoffice.loans import charging, paying
from backoffice.loans.looking import look
from backoffice.loans.models import Loan, ScheduleVersion
from backoffice.loans.payoffs import payoff_on
from backoffice.loans.running_models import Due
from backoffice.loans.schedules import replace
from backoffice.office import Office
from tests.backoffice.loans import books
from tests.backoffice.loans.conftest import Looked, Roll, Told

P06, P08, P09, P12 = "C202509180006", "C202511130008", "C202312070009", "H202503110012"
RUNNING = (P06, "C202602100007", P08, P09, "L202401050010", P12)
EVENTS = ("debit_ok", "debit_failed", "debit_partial", "slow", "down")


def check(session: Session) -> None:
    """Nothing is unbalanced, balances and dues are what the bookings say."""
    assert books.unbalanced(session) == []
    assert books.replayed(session) == books.kept(session)
    for contract_no in RUNNING:
        assert books.dues_replayed(session, contract_no) == books.dues_kept(session, contract_no)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_histories_replay(seed: int, office: Office, rolled: Roll, bank_told: Told) -> None:
    chance = random.Random(seed)
    day = office.clock.business_date()
    for _ in range(9):
        for contract_no in chance.sample(RUNNING, 3):
            bank_told(contract_no, chance.choice(EVENTS), None, chance.randint(1, 99))
        with office.database.transaction() as session:
            now, who = office.clock.now(), chance.choice(RUNNING)
            amount = D(chance.randint(1, 600_000)).scaleb(-2)
            paying.receive(session, who, amount, "transfer", f"t:{day}", now.date(), now)
            paying.set_off_all(session, now, who)
        day += timedelta(days=chance.randint(1, 9))
        rolled(day.isoformat())
    with office.database.transaction() as session:
        check(session)


def test_no_code_can_change_a_booking(office: Office) -> None:
    for table in ("ledger_entries", "ledger_postings", "schedule_instalments"):
        with (
            pytest.raises(sa.exc.DatabaseError, match="never changed"),
            office.database.transaction() as session,
        ):
            session.execute(sa.text(f"DELETE FROM {table}"))


def test_nothing_can_be_paid_twice(office: Office) -> None:
    with (
        pytest.raises(sa.exc.IntegrityError, match="not_paid_twice"),
        office.database.transaction() as session,
    ):
        session.execute(sa.update(Due).values(principal_paid=Due.principal + 1))


def test_a_settlement_is_charged_paid_and_closes(office: Office, looking: Looked) -> None:
    today = office.clock.business_date()
    found = payoff_on(looking(P06), today).payoff
    with office.database.transaction() as session:
        loan, now = session.get_one(Loan, P06), office.clock.now()
        assert charging.charge_settlement(session, loan, found, today)
        assert not charging.charge_settlement(session, loan, found, today)
        paying.receive(session, P06, found.total, "settlement", "s:1", today, now)
        paying.set_off_all(session, now, P06)
    at = looking(P06)
    assert (at.loan.state, at.loan.settled_on, at.standing.due) == ("SETTLED", today, 0)
    assert at.standing.credit == 0
    assert at.loan.lien == {"status": "RELEASE_PENDING"}
    with office.database.transaction() as session:
        assert books.unbalanced(session) == []
        assert books.replayed(session) == books.kept(session)


def test_a_part_payment_comes_with_a_new_schedule_and_the_roll_follows_it(
    office: Office, rolled: Roll, looking: Looked
) -> None:
    rolled("2026-12-20")
    with office.database.transaction() as session:
        loan, now = session.get_one(Loan, P06), office.clock.now()
        at = look(session, loan)
        payments = (at.coming[0].payment,) * len(at.coming)
        rest = Rest(at.standing.principal, loan.annual_rate_pct, payments)
        paid = prepay(rest, D("20000.00"), Effect.REDUCE)
        charging.charge_prepayment(session, loan, D("20000.00"), D("400.00"), now.date())
        paying.receive(session, P06, D("20400.00"), "prepayment", "p:1", now.date(), now)
        paying.set_off_all(session, now, P06)
        rows = [
            DatedRow(
                was.period, was.due_date, row.payment, row.principal, row.interest, row.balance
            )
            for was, row in zip(at.coming, paid.rows, strict=True)
        ]
        replace(session, loan, rows, D("0.00"), now.date(), "prepayment")
    at = looking(P06)
    assert at.standing.outstanding == D("51482.93")
    assert at.next_due is not None and at.next_due[1] == paid.payment < D("3561.81")
    rolled("2027-01-20")
    at = looking(P06)
    assert (at.standing.version, at.paid_periods) == (2, 16)
    assert at.standing.outstanding == paid.rows[0].balance
    with office.database.transaction() as session:
        assert books.replayed(session) == books.kept(session)


def test_a_version_comes_into_force_on_its_day(
    office: Office, rolled: Roll, looking: Looked
) -> None:
    with office.database.transaction() as session:
        loan = session.get_one(Loan, P06)
        at = look(session, loan)
        rows = [
            DatedRow(r.period, r.due_date, r.payment, r.principal, r.interest, r.balance)
            for r in at.coming
        ]
        swap = at.coming[0].due_date - timedelta(days=5)
        assert replace(session, loan, rows, D("0.00"), swap, "tried") == 2
    rolled("2026-12-14")
    assert looking(P06).standing.version == 1
    rolled("2026-12-15")
    assert looking(P06).standing.version == 2
    with office.database.transaction() as session:
        versions = session.scalars(
            sa.select(ScheduleVersion.version).where(ScheduleVersion.contract_no == P06)
        ).all()
    assert sorted(versions) == [1, 2]
