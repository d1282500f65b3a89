"""What a party's papers show of his income."""

from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.documents import checklist
from backoffice.parties.models import Party


def evidenced_income(session: Session, party: Party) -> Decimal | None:
    """The monthly income that accepted papers show; None while none does."""
    return checklist.facts(session, party.party_id).income_monthly
