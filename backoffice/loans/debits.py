"""Direct debits: asked in sets, answered by the bank, set off. Three steps, each in its own
transaction, so that what a crash interrupts is gone on with and nothing is drawn or booked twice.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.bank import FINAL, Bank, DebitAnswer, DebitOrder, Outcome
from backoffice.loans.drawn import follow
from backoffice.loans.dues import in_bulk
from backoffice.loans.mandates import drawn_by, end_refused
from backoffice.loans.paying import set_off, waiting
from backoffice.loans.running_models import Debit

if TYPE_CHECKING:
    from backoffice.office import Office

# When the tries of a due day are made; those of the days after are made at the first of them.
HOURS = (time(9), time(15), time(20))
DAYS_AFTER = 3
BATCH = 5_000

_TRYING = sa.text(
    """
    SELECT DISTINCT contract_no FROM loan_dues
    WHERE paid_on IS NULL AND due_date BETWEEN CAST(:day AS date) - :back AND :day
        AND contract_no > :after
    ORDER BY contract_no LIMIT :most
    """
)

# The whole of what is due, from the newest mandate in force; not while a try is in flight, nor
# after the card was refused for good.
_ASK = sa.text(
    """
    INSERT INTO loan_debits (contract_no, reference, purpose, mandate_no, due_on, nth, asked_on,
        asked_at, amount)
    SELECT d.contract_no, 'due:' || d.contract_no || ':' || d.due_on || ':' || nth.value, 'due',
        m.mandate_no, d.due_on, nth.value, :day, :at,
        s.principal_due + s.interest_due + s.penalty_due + s.costs_due
    FROM (SELECT contract_no, max(due_date) AS due_on FROM loan_dues
        WHERE contract_no = ANY(:contracts) AND paid_on IS NULL
            AND due_date BETWEEN CAST(:day AS date) - :back AND :day
        GROUP BY contract_no) d
    JOIN loans l ON l.contract_no = d.contract_no AND l.contract_no = ANY(:contracts)
        AND l.autopay AND l.state IN ('ACTIVE', 'OVERDUE') AND l.collection_paused_on IS NULL
    JOIN loan_standings s ON s.contract_no = d.contract_no AND s.contract_no = ANY(:contracts)
    JOIN LATERAL (SELECT mandate_no, state FROM loan_mandates m
        WHERE m.contract_no = d.contract_no AND m.from_day <= :day AND m.state <> 'ended'
        ORDER BY m.from_day DESC, m.mandate_no DESC LIMIT 1) m ON m.state = 'active'
    CROSS JOIN LATERAL (SELECT CASE WHEN d.due_on = :day THEN :slot
        ELSE 3 + (CAST(:day AS date) - d.due_on) END AS value) nth
    WHERE s.principal_due + s.interest_due + s.penalty_due + s.costs_due > 0
        AND NOT EXISTS (SELECT 1 FROM loan_debits t
            WHERE t.contract_no = d.contract_no AND t.state = 'asked')
    ON CONFLICT (reference) DO NOTHING
    """
)

_ANSWER = sa.text(
    """
    WITH told AS (
        SELECT * FROM unnest(CAST(:numbers AS bigint[]), CAST(:outcomes AS text[]),
            CAST(:codes AS text[]), CAST(:sums AS numeric[])) AS t (debit_no, outcome, code, drawn)
    ), answered AS (
        UPDATE loan_debits d SET state = told.outcome, code = told.code, drawn = told.drawn,
            answered_at = :at
        FROM told WHERE d.debit_no = told.debit_no AND d.state = 'asked'
        RETURNING d.contract_no, d.reference, d.purpose, d.drawn
    )
    INSERT INTO loan_payments (contract_no, amount, source, reference, received_on, received_at)
    SELECT contract_no, drawn, CASE WHEN purpose = 'due' THEN 'debit' ELSE purpose END,
        'debit:' || reference, :on, :at
    FROM answered WHERE drawn > 0
    """
)


def trying(session: Session, day: date, slot: int, after: str, most: int) -> list[str]:
    """The next loans, by contract number, of which something may be drawn now."""
    back = DAYS_AFTER if slot == 1 else 0
    where = {"day": day, "back": back, "after": after, "most": most}
    return list(session.execute(_TRYING, where).scalars())


def ask_for_dues(session: Session, day: date, slot: int, contracts: Sequence[str]) -> None:
    """Ask for what these loans owe, as the `slot`-th try of the day."""
    at = datetime.combine(day, HOURS[slot - 1], SHANGHAI)
    where = {
        "day": day,
        "slot": slot,
        "back": DAYS_AFTER if slot == 1 else 0,
        "at": at,
        "contracts": list(contracts),
    }
    with in_bulk(session, contracts):
        session.execute(_ASK, where)


def ask(
    session: Session,
    contract_no: str,
    reference: str,
    purpose: str,
    amount: Decimal,
    mandate_no: int,
    at: datetime,
) -> None:
    """Ask for a sum that a customer ordered to be drawn; the same reference is asked once."""
    day = at.astimezone(SHANGHAI).date()
    values = {
        "contract_no": contract_no,
        "reference": reference,
        "purpose": purpose,
        "mandate_no": mandate_no,
        "due_on": day,
        "nth": 1,
        "asked_on": day,
        "asked_at": at,
        "amount": amount,
    }
    session.execute(insert(Debit).values(values).on_conflict_do_nothing())


def _asked(session: Session, after: int, only: str | None) -> list[Debit]:
    query = sa.select(Debit).where(Debit.state == "asked", Debit.debit_no > after)
    if only is not None:
        query = query.where(Debit.contract_no == only)
    return list(session.scalars(query.order_by(Debit.debit_no).limit(BATCH)))


def _note(
    session: Session, debits: Sequence[Debit], answers: Sequence[DebitAnswer], at: datetime
) -> None:
    """Write down what the bank answered; what came in is a payment, set off by `settle`."""
    by_reference = {debit.reference: debit for debit in debits}
    final = [a for a in answers if a.outcome is not Outcome.PENDING]
    numbers = [by_reference[a.reference].debit_no for a in final]
    told = {
        "numbers": numbers,
        "outcomes": [str(a.outcome) for a in final],
        "codes": [str(a.code) if a.code else None for a in final],
        "sums": [a.drawn for a in final],
        "at": at,
        "on": at.astimezone(SHANGHAI).date(),
    }
    session.execute(_ANSWER, told)
    drawn = [by_reference[a.reference] for a in final if a.drawn]
    drawn_by(session, [d.mandate_no for d in drawn if d.mandate_no], at)
    for debit, answer in ((by_reference[a.reference], a) for a in final):
        if debit.purpose != "due" and answer.outcome is Outcome.OK:
            follow(session, debit)
    refused = [by_reference[a.reference] for a in final if a.code in FINAL]
    end_refused(session, [d.mandate_no for d in refused if d.mandate_no])


def collect(office: "Office", bank: Bank, at: datetime, *, only: str | None = None) -> int:
    """Hand what is asked to the bank, note the answers, set off what came in; how many answers.

    `only`: of that loan alone.
    """
    after, count = 0, 0
    while True:
        with office.database.transaction() as session:
            debits = _asked(session, after, only)
        if not debits:
            break
        after = debits[-1].debit_no
        answers = bank.collect(
            [DebitOrder(d.reference, d.contract_no, d.mandate_no or 0, d.amount) for d in debits]
        )
        with office.database.transaction() as session:
            _note(session, debits, answers, at)
        count += len(answers)
    settle(office, at, only=only)
    return count


def settle(office: "Office", at: datetime, *, only: str | None = None) -> None:
    """Set off all waiting payments, a set at a time."""
    while True:
        with office.database.transaction() as session:
            contracts = [only] if only else waiting(session, BATCH)
            if not contracts or not set_off(session, at, contracts):
                break
