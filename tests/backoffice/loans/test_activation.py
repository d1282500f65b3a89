"""A loan made at activation: V10's first instalments, the whole schedule, balanced bookings."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from backoffice.applications.models import Application
from backoffice.clock.service import SHANGHAI, Clock
from backoffice.database import Database
from backoffice.lending.schedule import build
from backoffice.loans.ledger import Account, Booking, Unbalanced, book
from backoffice.loans.models import LedgerEntry, LedgerPosting, Loan
from backoffice.loans.running_models import LoanStanding
from backoffice.loans.schedules import in_force
from backoffice.loans.service import activate
from backoffice.office import Office
from backoffice.parties.models import Party
from backoffice.quotes.repository import read_terms
from backoffice.quotes.schemas import QuoteRequest
from backoffice.quotes.service import give_quote
from backoffice.signing.models import Contract, CostSheet
from tests.backoffice.conftest import make_settings
from tests.backoffice.people import CARD

VIN = "L0TEST00XTJ000006"
V1 = {"product_key": "AXD", "vehicle_key": "yuanting", "price": 250000, "loan_amount": 150000,
      "term_months": 36}  # fmt: skip


@pytest.fixture(scope="module")
def office(shared_database: str) -> Iterator[Office]:
    """An office over a database in which every test rolls back what it did."""
    database = Database(shared_database)
    yield Office.over(database, make_settings(shared_database))
    database.close()


def balances(session: Session, contract_no: str) -> dict[str, Decimal]:
    """The balance of each account of a contract, straight from the postings."""
    rows = session.execute(
        sa.select(LedgerPosting.account, sa.func.sum(LedgerPosting.amount))
        .join(LedgerEntry, LedgerEntry.entry_no == LedgerPosting.entry_no)
        .where(LedgerEntry.contract_no == contract_no)
        .group_by(LedgerPosting.account)
    )
    return dict(rows.tuples().all())


def on(office: Office, day: date) -> None:
    at = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
    office.clock = Clock(office.database, sandbox=False, wall=lambda: at)


def activated(
    session: Session, office: Office, plan: dict[str, Any], due_day: int, day: date
) -> Loan:
    """A loan of a plan, signed for a due day, paid out on a day."""
    on(office, day)
    quote = give_quote(office, QuoteRequest.model_validate(plan)).quote.quote_id
    now, number = office.clock.now(), f"A-{day:%Y%m%d}-{plan['product_key']}"
    application = Application(
        application_no=number, customer_id="P12", quote_id=quote, state="PRE_DISBURSE_CHECK",
        customer_type="private", opened_at=now, offer_valid_to=now, contract_no=f"C-{number}",
    )  # fmt: skip
    session.add(application)
    session.flush()
    session.add(
        Party(
            party_id=f"T-{number}", application_no=number, role="borrower", phone="15400009999",
            identity="done", card="done", card_no=CARD, signature="signed",
        )
    )  # fmt: skip
    session.add(
        CostSheet(
            text_hash=f"{number:x<64}", application_no=number, version=1, quote_id=quote,
            facts_hash="0" * 64, content={}, irr_pct=Decimal("4.99"), made_at=now,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        Contract(
            contract_no=f"C-{number}", application_no=number, cost_sheet_hash=f"{number:x<64}",
            fingerprint="0" * 64, kind="loan", due_day=due_day, expected_activation=now,
            made_at=now,
        )
    )  # fmt: skip
    session.flush()
    return activate(session, application, VIN)


@pytest.mark.parametrize(
    ("day", "days", "interest", "payment"),
    [
        (date(2026, 3, 18), 33, "686.13", "4557.34"),
        (date(2026, 3, 5), 46, "956.42", "4827.63"),
        (date(2026, 3, 31), 20, "415.83", "4287.04"),
    ],
)
def test_v10_first_instalments(
    office: Office, day: date, days: int, interest: str, payment: str
) -> None:
    with office.database.transaction() as session:
        loan = activated(session, office, V1, 20, day)
        rows = in_force(session, loan.contract_no)
        first = rows[0]
        assert first.due_date == date(2026, 4, 20)
        assert (first.due_date - loan.activated_on).days == days
        assert (first.interest, first.payment) == (Decimal(interest), Decimal(payment))
        assert first.balance == Decimal("146128.79")
        # Everything else is as it was quoted.
        quoted = build(read_terms(loan.terms)).rows
        for row, as_quoted in zip(rows[1:], quoted[1:], strict=True):
            assert (row.payment, row.principal, row.interest, row.balance) == as_quoted[1:]
        assert rows[-1].payment == Decimal("4495.02")
        assert sum(row.principal for row in rows) == loan.principal
        session.rollback()


PLANS = [
    V1,
    {"product_key": "SXD", "trim_key": "qinghe-pro", "down_payment_pct": 30, "term_months": 24},
    {"product_key": "LX24", "trim_key": "qinghe-pro", "down_payment_pct": 40, "term_months": 24},
    {"product_key": "DX36", "trim_key": "yuanting-pro", "down_payment_pct": 30, "term_months": 36},
    {"product_key": "QXD", "trim_key": "yuanting-pro", "down_payment_pct": 30, "term_months": 36},
    {"product_key": "JTD", "trim_key": "wangshu-430", "down_payment_pct": 20, "term_months": 48},
    {"product_key": "SXZ", "trim_key": "tinglan-680", "down_payment_pct": 20, "term_months": 36},
]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan["product_key"])
def test_every_product_is_booked_and_scheduled(office: Office, plan: dict[str, Any]) -> None:
    with office.database.transaction() as session:
        loan = activated(session, office, plan, 15, date(2026, 11, 20))
        found = balances(session, loan.contract_no)
        assert sum(found.values()) == 0
        session.expire_all()
        assert session.get_one(LoanStanding, loan.contract_no).outstanding == loan.principal
        assert found[Account.BANK] == -loan.principal
        assert found[Account.DEALER_PAYABLE] == 0
        subsidised = plan["product_key"] in ("LX24", "DX36")
        assert (Account.SUBSIDY_RECEIVABLE in found) is subsidised
        rows = in_force(session, loan.contract_no)
        assert sum(row.principal for row in rows) + rows[-1].balloon == loan.principal
        assert {row.due_date.day for row in rows} == {15}
        assert (rows[0].due_date - loan.activated_on).days >= 16
        session.rollback()


SUMS = st.decimals("-99999999.99", "99999999.99", places=2).filter(bool)


@given(st.dictionaries(st.sampled_from(list(Account)), SUMS, min_size=1, max_size=6))
def test_a_booking_balances_or_is_none(postings: dict[Account, Decimal]) -> None:
    balanced = len(postings) > 1 and sum(postings.values()) == 0
    if balanced:
        Booking("C", "r", "k", date(2026, 11, 21), postings)
    else:
        with pytest.raises(Unbalanced):
            Booking("C", "r", "k", date(2026, 11, 21), postings)


@given(amounts=st.lists(SUMS, min_size=1, max_size=8), twice=st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_booked_the_ledger_sums_to_zero(
    office: Office, amounts: list[Decimal], twice: bool
) -> None:
    with office.database.transaction() as session:
        loan = activated(session, office, V1, 20, date(2026, 3, 18))
        number = loan.contract_no
        for index, amount in enumerate(amounts):
            booking = Booking(
                number, f"{number}:{index}", "tried", date(2026, 11, 21),
                {Account.BANK: amount, Account.FEE_INCOME: -amount},
            )  # fmt: skip
            assert book(session, booking)
            if twice:
                assert not book(session, booking)
        found = balances(session, number)
        assert sum(found.values()) == 0
        assert found.get(Account.FEE_INCOME, Decimal(0)) == -sum(amounts)
        session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        session.rollback()


@pytest.mark.parametrize("amounts", [[], ["1.00"], ["1.00", "-0.99"], ["1.00", "1.00", "-1.00"]])
def test_the_database_takes_no_unbalanced_booking(office: Office, amounts: list[str]) -> None:
    with office.database.transaction() as session:
        loan = activated(session, office, V1, 20, date(2026, 3, 18))
        entry = LedgerEntry(
            contract_no=loan.contract_no, reference="forced", kind="tried",
            booked_on=date(2026, 11, 21), booked_at=office.clock.now(),
        )  # fmt: skip
        session.add(entry)
        session.flush()
        accounts = list(Account)
        for account, amount in zip(accounts, amounts, strict=False):
            session.add(
                LedgerPosting(entry_no=entry.entry_no, account=account, amount=Decimal(amount))
            )
        session.flush()
        with pytest.raises(sa.exc.DatabaseError, match="does not balance"):
            session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
        session.rollback()
