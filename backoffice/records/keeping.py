"""What is kept no longer than its time: swept once for each day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from backoffice.applications.models import Application, Field, PurchaseFact, Transition
from backoffice.callbacks.models import CallbackRequest
from backoffice.clock.service import SHANGHAI
from backoffice.deliveries.models import Delivery
from backoffice.documents.models import Paper, PaperPage
from backoffice.parties.models import Party
from backoffice.recommendations.models import StoredRecommendation

DATA = Path(__file__).parent / "data" / "keeping.yml"
FEBRUARY, LEAP_DAY, DAY_BEFORE = 2, 29, 28
# States in which an application ended without a contract, and under which rule.
ENDED = {"CANCELLED": "abandoned_draft", "EXPIRED": "abandoned_draft", "DECLINED": "declined"}


@lru_cache(maxsize=1)
def keeping() -> Mapping[str, int]:
    """The times by rule: days, or years where the name says so."""
    found: Mapping[str, int] = yaml.safe_load(DATA.read_text("utf-8"))
    return found


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    leap = (day.month, day.day) == (FEBRUARY, LEAP_DAY)
    return day.replace(year=day.year + years, day=DAY_BEFORE if leap else day.day)


def empty_applications(session: Session, numbers: Sequence[str]) -> None:
    """Take everything personal out of applications that came to nothing; their way stays."""
    if not numbers:
        return
    papers = sa.select(Paper.paper_id).where(Paper.application_no.in_(numbers))
    session.execute(sa.delete(PaperPage).where(PaperPage.paper_id.in_(papers)))
    session.execute(sa.delete(Paper).where(Paper.application_no.in_(numbers)))
    session.execute(sa.delete(Field).where(Field.application_no.in_(numbers)))
    session.execute(sa.delete(PurchaseFact).where(PurchaseFact.application_no.in_(numbers)))
    nothing = dict.fromkeys(
        ("name", "id_no", "id_no_index", "id_valid_to", "card_no", "reserved_phone")
    )
    emptied = sa.update(Party).where(Party.application_no.in_(numbers))
    session.execute(emptied.values(**nothing, phone=""))


def _over(session: Session, day: date) -> list[str]:
    """Applications that ended longer ago than their rule allows, and are not empty yet."""
    ended_at = (
        sa.select(sa.func.max(Transition.at))
        .where(Transition.application_no == Application.application_no)
        .scalar_subquery()
    )
    full = (
        sa.select(Party.party_id)
        .where(Party.application_no == Application.application_no, Party.phone != "")
        .exists()
    )
    found: list[str] = []
    for state, rule in ENDED.items():
        query = sa.select(Application.application_no).where(
            Application.state == state,
            Application.contract_no.is_(None),
            ended_at < _begin(day, rule),
            full,
        )
        found += session.scalars(query)
    return found


def _begin(day: date, rule: str) -> datetime:
    """What happened before this instant is past the rule's time."""
    return datetime.combine(day - timedelta(days=keeping()[rule]), time(), SHANGHAI)


def sweep(session: Session, day: date) -> None:
    """Delete what is past its time on `day`."""
    empty_applications(session, _over(session, day))
    old = (
        (StoredRecommendation, StoredRecommendation.created_at, "recommendation"),
        (CallbackRequest, CallbackRequest.call_by, "callback"),
        (Delivery, Delivery.delivered_at, "message"),
    )
    for table, at, rule in old:
        session.execute(sa.delete(table).where(at < _begin(day, rule)))


DAILY = (sweep,)
