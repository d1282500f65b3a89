"""Every figure of the reference contracts comes out of their postings."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.database import Database
from backoffice.lending.total_loss import settle_by_insurer
from backoffice.loans.payoffs import in_flight, payoff_on
from backoffice.loans.running_models import Debit
from backoffice.office import Office
from backoffice.seed import read
from tests.backoffice.conftest import make_settings
from tests.backoffice.loans import books
from tests.backoffice.loans.conftest import Looked

PERSONAS = {p["no"]: p for p in read("catalogue.yml")["personas"] if p.get("contract")}


@pytest.fixture(scope="module")
def office(shared_database: str) -> Iterator[Office]:
    """An office that is only looked at."""
    database = Database(shared_database)
    yield Office.over(database, make_settings(shared_database))
    database.close()


def contract(persona: str) -> dict[str, Any]:
    return PERSONAS[persona]["contract"]


@pytest.mark.parametrize("persona", PERSONAS)
def test_figures_of_the_catalogue_come_out_of_the_postings(
    persona: str, office: Office, looking: Looked
) -> None:
    told = contract(persona)
    at = looking(told["no"])
    with office.database.transaction() as session:
        balances = books.replayed(session)[told["no"]]
    owed = balances["principal"] + balances["principal_due"]
    next_due = at.next_due[0].isoformat() if at.next_due else None
    assert owed == at.standing.outstanding == D(told["principal_outstanding"])
    assert (next_due, at.days_past_due) == (told["next_due"], told["dpd"])
    assert (at.paid_periods, at.loan.state) == (told["paid_periods"], told["state"])
    assert at.last_due.isoformat() == told["last_due"]
    assert at.rows[0].due_date.isoformat() == told["first_due"]
    assert at.rows[1].payment == D(told["instalment"])
    assert at.rows[-1].payment == D(told["last_instalment"])
    assert at.balloon == D(told["balloon"])
    assert (at.loan.autopay, at.loan.due_day) == (told.get("autopay", True), told["due_day"])


def test_first_instalments_hold_the_interest_of_their_days(looking: Looked) -> None:
    at = looking(contract("P06")["no"])
    assert (at.rows[0].due_date - at.loan.activated_on).days == 32
    assert at.rows[0].payment == D("3561.81") + D("527.21") - D("494.26")


def test_p08_is_five_days_late_with_its_penalty_and_failed_debits(
    office: Office, looking: Looked
) -> None:
    at = looking(contract("P08")["no"])
    assert (at.standing.penalty_due, at.standing.due) == (D("1.68"), D("1469.44"))
    assert [due.open_amount for due in at.overdue] == [D("1467.76")]
    with office.database.transaction() as session:
        tries = session.scalars(
            sa.select(Debit).where(
                Debit.contract_no == at.loan.contract_no, Debit.state == "failed"
            )
        ).all()
    told = [(f["date"], f["code"]) for f in contract("P08")["failed_debits"]]
    assert [(t.asked_on.isoformat(), t.code) for t in tries] == told


def test_p11_is_settled_on_its_last_day_and_its_lien_waits(looking: Looked) -> None:
    at = looking(contract("P11")["no"])
    assert at.loan.settled_on == date(2026, 11, 10)
    assert at.loan.lien == contract("P11")["lien"]
    assert at.next_due is None


def test_p10_keeps_its_kilometres_and_its_residual_is_no_debt(looking: Looked) -> None:
    at = looking(contract("P10")["no"])
    assert at.loan.lease == {"contract_km": 60000, "current_km": 66800}
    assert (at.loan.kind, at.balloon) == ("lease", D("112410.00"))


def test_p06_settles_on_the_28th_for_76311_52(looking: Looked) -> None:
    found = payoff_on(looking(contract("P06")["no"]), date(2026, 11, 28))
    assert (found.payoff.accrued, found.payoff.fee) == (D("82.87"), D("1494.68"))
    assert (found.payoff.total, found.days, found.month) == (D("76311.52"), 8, 15)
    later = payoff_on(looking(contract("P06")["no"]), date(2026, 12, 22))
    assert later.assumed == (15,)
    assert later.payoff.principal == D("71482.93")


def test_a_debit_is_in_flight_on_the_due_day_and_the_day_before(looking: Looked) -> None:
    at = looking(contract("P06")["no"])
    days = [date(2026, 12, day) for day in (18, 19, 20, 21)]
    assert [in_flight(at, day) for day in days] == [False, True, True, False]


def test_p07_gives_back_a_part_of_the_subsidy(looking: Looked) -> None:
    found = payoff_on(looking(contract("P07")["no"]), date(2026, 11, 28))
    assert found.payoff.accrued == found.payoff.fee == 0
    assert 0 < found.payoff.claw_back < D("3516.91")
    assert found.payoff.total == D("37425.00") + found.payoff.claw_back
    assert payoff_on(looking(contract("P07")["no"]), date(2027, 3, 1)).payoff.claw_back == 0


def test_p08_owes_its_overdue_principal_once(looking: Looked) -> None:
    payoff = payoff_on(looking(contract("P08")["no"]), date(2026, 11, 21)).payoff
    assert (payoff.principal, payoff.interest_due) == (D("64297.89"), D("294.16"))
    assert (payoff.penalty, payoff.accrued) == (D("1.68"), D("49.03"))
    later = payoff_on(looking(contract("P08")["no"]), date(2026, 11, 24)).payoff
    assert later.penalty == D("2.69")


def test_p12_is_settled_by_its_insurer(looking: Looked) -> None:
    found = payoff_on(looking(contract("P12")["no"]), date(2026, 11, 25), free=True)
    loss = settle_by_insurer(found.payoff, D("92000"))
    assert (found.payoff.accrued, loss.surplus) == (D("88.72"), D("40396.16"))


def test_all_entries_of_the_portfolio_balance(office: Office) -> None:
    with office.database.transaction() as session:
        assert books.unbalanced(session) == []
        assert books.replayed(session) == books.kept(session)
