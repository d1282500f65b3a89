"""Money that came in is set off: costs, penalty, interest, principal, oldest first; in sets.

The order is that of `lending.posting`; a test holds the two against each other. What is left over
belongs to the customer and goes back to him on a later day.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.loans.dues import hold, in_bulk
from backoffice.loans.running_models import Payment

# One payment of a contract at a time: what the next may pay depends on the one before.
_SET_OFF = sa.text(
    """
    WITH batch AS MATERIALIZED (
        SELECT DISTINCT ON (contract_no) payment_no, contract_no, amount, received_on
        FROM loan_payments
        WHERE entry_no IS NULL AND contract_no = ANY(:contracts)
        ORDER BY contract_no, payment_no
    ), claims AS (
        SELECT d.contract_no, d.period, d.part, d.due_date, claim.place, claim.account, claim.owed
        FROM batch b JOIN loan_dues d ON d.contract_no = b.contract_no AND d.paid_on IS NULL
            AND d.contract_no = ANY(:contracts)
        CROSS JOIN LATERAL (VALUES
            (1, 'costs_receivable', d.costs - d.costs_paid),
            (2, 'penalty_receivable', d.penalty - d.penalty_paid),
            (3, 'interest_receivable', d.interest - d.interest_paid),
            (4, 'principal_due', d.principal - d.principal_paid)) AS claim (place, account, owed)
        WHERE claim.owed > 0
    ), queue AS (
        SELECT claims.*, sum(owed) OVER (PARTITION BY contract_no
            ORDER BY place, due_date, period, part ROWS UNBOUNDED PRECEDING) - owed AS before
        FROM claims
    ), shares AS MATERIALIZED (
        SELECT q.*, least(q.owed, b.amount - q.before) AS paid
        FROM queue q JOIN batch b USING (contract_no) WHERE b.amount > q.before
    ), entries AS (
        INSERT INTO ledger_entries (contract_no, reference, kind, booked_on, booked_at)
        SELECT contract_no, 'payment:' || payment_no, 'payment', received_on, :at FROM batch
        RETURNING entry_no, contract_no
    ), sides AS (
        SELECT contract_no, account, -sum(paid) AS amount FROM shares GROUP BY 1, 2
        UNION ALL
        SELECT contract_no, 'bank', amount FROM batch
        UNION ALL
        SELECT b.contract_no, 'customer_credit', coalesce(sum(s.paid), 0) - b.amount
        FROM batch b LEFT JOIN shares s USING (contract_no) GROUP BY b.contract_no, b.amount
    ), posted AS (
        INSERT INTO ledger_postings (entry_no, account, amount)
        SELECT e.entry_no, s.account, s.amount FROM sides s JOIN entries e USING (contract_no)
        WHERE s.amount <> 0
    ), by_due AS (
        SELECT contract_no, period, part,
            coalesce(sum(paid) FILTER (WHERE place = 1), 0) AS costs,
            coalesce(sum(paid) FILTER (WHERE place = 2), 0) AS penalty,
            coalesce(sum(paid) FILTER (WHERE place = 3), 0) AS interest,
            coalesce(sum(paid) FILTER (WHERE place = 4), 0) AS principal,
            sum(paid) AS total
        FROM shares GROUP BY 1, 2, 3
    ), paid_off AS (
        UPDATE loan_dues d SET costs_paid = d.costs_paid + x.costs,
            penalty_paid = d.penalty_paid + x.penalty,
            interest_paid = d.interest_paid + x.interest,
            principal_paid = d.principal_paid + x.principal,
            paid_on = CASE WHEN d.costs + d.penalty + d.interest + d.principal = x.total
                + d.costs_paid + d.penalty_paid + d.interest_paid + d.principal_paid
                THEN b.received_on END
        FROM by_due x JOIN batch b USING (contract_no)
        WHERE (d.contract_no, d.period, d.part) = (x.contract_no, x.period, x.part)
            AND d.paid_on IS NULL AND d.contract_no = ANY(:contracts)
    )
    UPDATE loan_payments p SET entry_no = e.entry_no
    FROM batch b JOIN entries e USING (contract_no)
    WHERE p.payment_no = b.payment_no AND p.entry_no IS NULL
    RETURNING p.contract_no, p.received_on
    """
)

# After payments: nothing late any more, or nothing owed at all.
_RESTATE = sa.text(
    """
    UPDATE loans l SET
        state = CASE WHEN owed.nothing THEN 'SETTLED' WHEN owed.late THEN 'OVERDUE'
            ELSE 'ACTIVE' END,
        settled_on = CASE WHEN owed.nothing THEN paid.day END,
        lien = CASE WHEN owed.nothing AND l.lien IS NOT NULL
            THEN l.lien || '{"status": "RELEASE_PENDING"}' ELSE l.lien END
    FROM unnest(CAST(:contracts AS text[]), CAST(:days AS date[])) AS paid (contract_no, day)
    JOIN loan_standings s ON s.contract_no = paid.contract_no
    CROSS JOIN LATERAL (SELECT
        s.principal + s.principal_due + s.interest_due + s.penalty_due + s.costs_due = 0 AS nothing,
        EXISTS (SELECT 1 FROM loan_dues d WHERE d.contract_no = s.contract_no
            AND d.paid_on IS NULL AND d.due_date < paid.day) AS late) owed
    WHERE l.contract_no = paid.contract_no AND l.state IN ('ACTIVE', 'OVERDUE')
        AND (owed.nothing OR (l.state = 'OVERDUE') <> owed.late)
    """
)


def receive(
    session: Session,
    contract_no: str,
    amount: Decimal,
    source: str,
    reference: str,
    on: date,
    at: datetime,
) -> bool:
    """Note money that came in; whether it was not noted before under its reference."""
    noted = session.execute(
        insert(Payment)
        .values(
            contract_no=contract_no,
            amount=amount,
            source=source,
            reference=reference,
            received_on=on,
            received_at=at,
        )
        .on_conflict_do_nothing(index_elements=[Payment.reference])
        .returning(Payment.payment_no)
    ).first()
    return noted is not None


def restate(session: Session, contracts: Sequence[str], days: Sequence[date]) -> None:
    """Bring the states of loans in line with what they owe."""
    if contracts:
        session.execute(_RESTATE, {"contracts": list(contracts), "days": list(days)})


def waiting(session: Session, most: int) -> list[str]:
    """Loans with payments that are not set off yet."""
    query = (
        sa.select(Payment.contract_no)
        .where(Payment.entry_no.is_(None))
        .order_by(Payment.payment_no)
        .limit(most)
    )
    return sorted(set(session.scalars(query)))


def set_off(session: Session, at: datetime, contracts: Sequence[str]) -> int:
    """Set off the oldest waiting payment of each of these loans; how many."""
    hold(session, contracts)
    with in_bulk(session, contracts):
        rows = session.execute(_SET_OFF, {"at": at, "contracts": list(contracts)}).all()
    restate(session, [row.contract_no for row in rows], [row.received_on for row in rows])
    return len(rows)


def set_off_all(session: Session, at: datetime, contract_no: str) -> None:
    """Set every waiting payment of a loan off."""
    while set_off(session, at, [contract_no]):
        pass
