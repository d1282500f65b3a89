"""Versions of a loan's schedule: the one in force, and new ones that replace it from a day on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.lending.contract_schedule import ContractSchedule, DatedRow
from backoffice.lending.money import ZERO
from backoffice.loans.models import Loan, ScheduleInstalment, ScheduleVersion
from backoffice.loans.running_models import LoanStanding
from backoffice.office import office_of


def rows_of(session: Session, contract_no: str, version: int) -> list[ScheduleInstalment]:
    """All instalments of a version."""
    query = sa.select(ScheduleInstalment).where(
        ScheduleInstalment.contract_no == contract_no, ScheduleInstalment.version == version
    )
    return list(session.scalars(query.order_by(ScheduleInstalment.period)))


def in_force(session: Session, contract_no: str) -> list[ScheduleInstalment]:
    """The instalments in force, those of the past included."""
    version = session.get_one(LoanStanding, contract_no).version
    return rows_of(session, contract_no, version)


def open_schedule(session: Session, loan: Loan, dated: ContractSchedule) -> None:
    """The first version, in force from the activation."""
    rows = with_balloon(dated.rows, dated.balloon)
    write_version(session, loan, 1, rows, loan.activated_on, "activation")


def replace(
    session: Session,
    loan: Loan,
    rows: Sequence[DatedRow],
    balloon: Decimal,
    in_force_from: date,
    reason: str,
) -> int:
    """A new version: what fell due until now stays, `rows` follow; its number.

    It comes into force on its day; on the business date or before it at once.
    """
    newest = session.scalar(
        sa.select(sa.func.max(ScheduleVersion.version)).where(
            ScheduleVersion.contract_no == loan.contract_no
        )
    )
    version = (newest or 0) + 1
    standing = session.get_one(LoanStanding, loan.contract_no, populate_existing=True)
    first = rows[0].period if rows else 0
    past = [r for r in rows_of(session, loan.contract_no, standing.version) if r.period < first]
    kept = [(row, row.balloon) for row in past]
    write_version(
        session, loan, version, [*kept, *with_balloon(rows, balloon)], in_force_from, reason
    )
    if in_force_from <= office_of(session).clock.business_date():
        standing.version = version
        session.flush()
    return version


def with_balloon(rows: Sequence[DatedRow], balloon: Decimal) -> list[tuple[DatedRow, Decimal]]:
    """The rows, each with what falls due beside it: the balloon with the last, else nothing."""
    last = rows[-1].period if rows else None
    return [(row, balloon if row.period == last else ZERO) for row in rows]


def write_version(
    session: Session,
    loan: Loan,
    version: int,
    rows: Sequence[tuple[ScheduleInstalment | DatedRow, Decimal]],
    in_force_from: date,
    reason: str,
) -> None:
    """Write a version with its instalments; the ones before it stay as they were."""
    session.add(
        ScheduleVersion(
            contract_no=loan.contract_no,
            version=version,
            in_force_from=in_force_from,
            reason=reason,
            made_at=office_of(session).clock.now(),
        )
    )
    session.flush()
    session.execute(
        sa.insert(ScheduleInstalment),
        [
            {
                "contract_no": loan.contract_no,
                "version": version,
                "period": row.period,
                "due_date": row.due_date,
                "payment": row.payment,
                "principal": row.principal,
                "interest": row.interest,
                "balance": row.balance,
                "balloon": due,
            }
            for row, due in rows
        ],
    )
