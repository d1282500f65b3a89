"""Papers of reference people: their values as if read, without pictures."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backoffice.documents.judging import Status
from backoffice.documents.keeping import seal_reading
from backoffice.documents.kinds import kinds
from backoffice.documents.models import Paper
from backoffice.documents.reading import Reading, Value
from backoffice.documents.sealing import Sealer
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.parties.models import Party

SURE = 0.99


def accepted_paper(
    session: Session, party: Party, document: str, values: Mapping[str, str]
) -> Paper:
    """An accepted paper of a party that shows `values`."""
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
    reading = Reading(document, sides, shown, seal=kinds()[document].seal)
    paper.reading = seal_reading(Sealer(office.settings.papers_key), paper.paper_id, reading)
    session.add(paper)
    session.flush()
    return paper
