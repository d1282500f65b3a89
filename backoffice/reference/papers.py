"""Papers of reference people: their values as if read, without pictures."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.documents.judging import Status
from backoffice.documents.keeping import seal_reading
from backoffice.documents.kinds import kinds
from backoffice.documents.models import Paper
from backoffice.documents.reading import Reading, Value
from backoffice.documents.sealing import Sealer
from backoffice.documents.table import Row
from backoffice.lending.due_dates import add_months
from backoffice.lending.validation.statement import Movement
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.parties.models import Party

SURE = 0.99


def salary_rows(payer: str, amount: Decimal, until: date, months: int) -> tuple[Row, ...]:
    """The lines of a statement: the same sum from the same payer each month."""
    balance, rows = Decimal("3000.00"), []
    for back in range(months - 1, -1, -1):
        balance += amount
        day = add_months(until.replace(day=10), -back)
        rows.append(Row(Movement(day, amount, balance, payer), SURE))
    return tuple(rows)


def accepted_paper(
    session: Session,
    party: Party,
    document: str,
    values: Mapping[str, str],
    rows: tuple[Row, ...] = (),
) -> Paper:
    """An accepted paper of a party that shows `values` and, of a statement, `rows`."""
    office = office_of(session)
    now = office.clock.now()
    sides = frozenset(kinds()[document].sides)
    paper = Paper(
        paper_id=fresh_number("D", now.date()),
        application_no=party.application_no,
        party_id=party.party_id,
        document=document,
        status=Status.ACCEPTED,
        pages=0,
        sides=sorted(sides) if kinds()[document].both_sides else [],
        handed_in_at=now,
        judged_at=now,
    )
    shown = {name: Value(text, SURE) for name, text in values.items()}
    reading = Reading(document, sides, shown, rows, seal=kinds()[document].seal)
    paper.reading = seal_reading(Sealer(office.settings.papers_key), paper.paper_id, reading)
    session.add(paper)
    session.flush()
    return paper


def short_statement(session: Session, party: Party, months: int) -> Paper:
    """A statement that was rejected because it reaches back too few months."""
    paper = accepted_paper(session, party, "bank_statement", {})
    paper.status, paper.code = Status.REJECTED, "months_short"
    paper.figures = {"months": str(months)}
    session.flush()
    return paper
