"""Versions of a loan's schedule: the one in force, and new ones that replace it from a day on."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.lending.contract_schedule import DatedRow
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
    clock = office_of(session).clock
    session.add(
        ScheduleVersion(
            contract_no=loan.contract_no,
            version=version,
            in_force_from=in_force_from,
            reason=reason,
            made_at=clock.now(),
        )
    )
    session.flush()
    standing = session.get_one(LoanStanding, loan.contract_no, populate_existing=True)
    first = rows[0].period if rows else 0
    past = [r for r in rows_of(session, loan.contract_no, standing.version) if r.period < first]
    _keep(session, loan.contract_no, version, past, rows, balloon)
    if in_force_from <= clock.business_date():
        standing.version = version
        session.flush()
    return version


def _keep(
    session: Session,
    contract_no: str,
    version: int,
    past: Sequence[ScheduleInstalment],
    rows: Sequence[DatedRow],
    balloon: Decimal,
) -> None:
    last = rows[-1].period if rows else None
    kept: list[tuple[ScheduleInstalment | DatedRow, Decimal]] = [(r, r.balloon) for r in past]
    fresh = [(row, balloon if row.period == last else ZERO) for row in rows]
    session.execute(
        sa.insert(ScheduleInstalment),
        [
            {
                "contract_no": contract_no,
                "version": version,
                "period": row.period,
                "due_date": row.due_date,
                "payment": row.payment,
                "principal": row.principal,
                "interest": row.interest,
                "balance": row.balance,
                "balloon": due,
            }
            for row, due in [*kept, *fresh]
        ],
    )
