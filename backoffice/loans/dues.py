"""What falls due is booked on its day, and grows interest of delay for each day it is late.

Both work on sets: one statement books or ages thousands of loans, and each loan and day once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

# A lease's residual is never due by itself: its customer chooses to return, to buy or to go on.
# Interest that a period's payment leaves unpaid by plan joins the principal: it never falls due.
_BOOK = sa.text(
    """
    WITH coming AS (
        SELECT i.contract_no, i.period, i.due_date, i.principal, i.interest, l.kind,
            CASE WHEN l.terms->>'method' = 'finance_lease' THEN 0 ELSE i.balloon END AS balloon
        FROM schedule_instalments i
        JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
            AND s.contract_no = ANY(:contracts)
        JOIN loans l ON l.contract_no = i.contract_no AND l.contract_no = ANY(:contracts)
        WHERE i.due_date = :day AND i.contract_no = ANY(:contracts)
            AND l.state IN ('ACTIVE', 'OVERDUE')
            AND NOT EXISTS (
                SELECT 1 FROM loan_dues d WHERE d.contract_no = i.contract_no
                    AND d.contract_no = ANY(:contracts)
                    AND d.period = i.period AND d.part = 'instalment')
    ), entries AS (
        INSERT INTO ledger_entries (contract_no, reference, kind, booked_on, booked_at)
        SELECT contract_no, 'due:' || contract_no || ':' || period, 'due', due_date, :at
        FROM coming WHERE principal + balloon > 0 OR interest > 0
        RETURNING entry_no, contract_no
    ), sides AS (
        SELECT e.entry_no, side.account, side.amount
        FROM entries e JOIN coming c USING (contract_no)
        CROSS JOIN LATERAL (VALUES
            ('principal_due', greatest(c.principal, 0) + c.balloon),
            (c.kind || '_receivable', -c.principal - c.balloon),
            ('interest_receivable', c.interest + least(c.principal, 0)),
            ('interest_income', -c.interest)) AS side (account, amount)
        WHERE side.amount <> 0
    ), posted AS (
        INSERT INTO ledger_postings (entry_no, account, amount)
        SELECT entry_no, account, amount FROM sides
    )
    INSERT INTO loan_dues (contract_no, period, part, due_date, principal, interest, aged_to,
        paid_on)
    SELECT contract_no, period, 'instalment', due_date, greatest(principal, 0),
        interest + least(principal, 0), due_date,
        CASE WHEN principal + interest = 0 THEN due_date END
    FROM coming
    UNION ALL
    SELECT contract_no, period, 'balloon', due_date, balloon, 0, due_date, NULL
    FROM coming WHERE balloon > 0
    """
)

# What the lender's bank could not draw is not the customer's delay.
_AGE = sa.text(
    """
    WITH late AS (
        SELECT d.contract_no, d.period, d.part,
            d.late_yuan_days + CASE WHEN tried.code = 'BANK_DOWN' THEN 0 ELSE
                (d.interest - d.interest_paid + d.principal - d.principal_paid)
                * (CAST(:day AS date) - d.aged_to) END AS yuan_days,
            l.annual_rate_pct * l.late_multiplier AS rate
        FROM loan_dues d
        JOIN loans l ON l.contract_no = d.contract_no AND l.state IN ('ACTIVE', 'OVERDUE')
            AND l.contract_no = ANY(:contracts) AND l.collection_paused_on IS NULL
        LEFT JOIN LATERAL (
            SELECT code FROM loan_debits t WHERE t.contract_no = d.contract_no
                AND t.purpose = 'due' AND t.state <> 'asked'
            ORDER BY t.debit_no DESC LIMIT 1) tried ON true
        WHERE d.contract_no = ANY(:contracts)
            AND d.paid_on IS NULL AND d.due_date < :day AND d.aged_to < :day
    ), aged AS (
        UPDATE loan_dues d SET late_yuan_days = late.yuan_days, aged_to = :day,
            penalty = greatest(d.penalty, round(late.yuan_days * late.rate / 36000, 2))
        FROM late
        WHERE (d.contract_no, d.period, d.part) = (late.contract_no, late.period, late.part)
            AND d.contract_no = ANY(:contracts) AND d.paid_on IS NULL
        RETURNING d.contract_no, d.period, d.part, d.penalty
    ), grown AS (
        SELECT a.contract_no, a.period, a.part, a.penalty - before.penalty AS more
        FROM aged a JOIN loan_dues before USING (contract_no, period, part)
        WHERE a.penalty > before.penalty AND before.paid_on IS NULL
            AND before.contract_no = ANY(:contracts)
    ), entries AS (
        INSERT INTO ledger_entries (contract_no, reference, kind, booked_on, booked_at)
        SELECT contract_no, 'penalty:' || contract_no || ':' || period || part || ':'
            || CAST(:day AS date), 'penalty', :day, :at
        FROM grown
        RETURNING entry_no, contract_no, reference
    ), posted AS (
        INSERT INTO ledger_postings (entry_no, account, amount)
        SELECT e.entry_no, side.account, side.amount
        FROM entries e JOIN grown g ON e.reference =
            'penalty:' || g.contract_no || ':' || g.period || g.part || ':' || CAST(:day AS date)
        CROSS JOIN LATERAL (VALUES
            ('penalty_receivable', g.more), ('penalty_income', -g.more)) AS side (account, amount)
    ), overdue AS (
        UPDATE loans l SET state = 'OVERDUE' FROM aged
        WHERE l.contract_no = aged.contract_no AND l.state = 'ACTIVE'
            AND l.contract_no = ANY(:contracts)
    )
    SELECT count(*) FROM aged
    """
)


# A page of loans on which a step has work, by contract number.
_FALLING_DUE = sa.text(
    """
    SELECT i.contract_no FROM schedule_instalments i
    JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
    WHERE i.due_date = :day AND i.contract_no > :after ORDER BY i.contract_no LIMIT :most
    """
)
_LATE = sa.text(
    """
    SELECT DISTINCT contract_no FROM loan_dues
    WHERE paid_on IS NULL AND due_date < :day AND aged_to < :day AND contract_no > :after
    ORDER BY contract_no LIMIT :most
    """
)
# Whoever changes what a loan owes holds its standing: payments and the roll take turns.
_HOLD = sa.text(
    "SELECT 1 FROM loan_standings WHERE contract_no = ANY(:contracts) "
    "ORDER BY contract_no FOR UPDATE"
)


# From so many loans on, what a statement has gathered is joined by hashing: nobody knows how large
# it is before it runs, and going through it once for each loan would not end.
MANY = 100


@contextmanager
def in_bulk(session: Session, contracts: Sequence[str]) -> Iterator[None]:
    """Plan the statements within for as many loans as there are."""
    if len(contracts) < MANY:
        yield
        return
    session.execute(sa.text("SET LOCAL enable_nestloop = off"))
    yield
    session.execute(sa.text("SET LOCAL enable_nestloop = on"))


def hold(session: Session, contracts: Sequence[str]) -> None:
    """Lock loans until the transaction ends."""
    session.execute(_HOLD, {"contracts": list(contracts)})


def falling_due(session: Session, day: date, after: str, most: int) -> list[str]:
    """The next loans, by contract number, with an instalment due on `day`."""
    where = {"day": day, "after": after, "most": most}
    return list(session.execute(_FALLING_DUE, where).scalars())


def late(session: Session, day: date, after: str, most: int) -> list[str]:
    """The next loans, by contract number, with something late that is not aged to `day` yet."""
    where = {"day": day, "after": after, "most": most}
    return list(session.execute(_LATE, where).scalars())


def book_due(session: Session, day: date, at: datetime, contracts: Sequence[str]) -> None:
    """Book what falls due on `day` and is not booked yet."""
    hold(session, contracts)
    with in_bulk(session, contracts):
        session.execute(_BOOK, {"day": day, "at": at, "contracts": list(contracts)})


def age(session: Session, day: date, at: datetime, contracts: Sequence[str]) -> int:
    """Bring what is late up to `day`; how many receivables."""
    hold(session, contracts)
    where = {"day": day, "at": at, "contracts": list(contracts)}
    with in_bulk(session, contracts):
        return int(session.execute(_AGE, where).scalar_one())
