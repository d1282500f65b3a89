"""Takes call-back requests and promises a time that can be kept."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from backoffice.callbacks.models import CallbackRequest
from backoffice.callbacks.schemas import CallbackAnswer, CallbackFacts, RequestCallback
from backoffice.catalogue.snapshot import Catalogue
from backoffice.numbers import fresh_number
from backoffice.wording import wording
from foundation.zh import day

SAY = wording("callbacks/wording.yml").say


def call_by(now: datetime, opens: time, closes: time, within: timedelta) -> datetime:
    """Until when a person calls: within `within` of opening hours that are left.

    A request outside the hours, or one too late to be kept today, counts from the next opening.
    """
    today_opens = datetime.combine(now.date(), opens, now.tzinfo)
    today_closes = datetime.combine(now.date(), closes, now.tzinfo)
    if now < today_opens:
        return today_opens + within
    if now + within <= today_closes:
        return now + within
    return today_opens + timedelta(days=1) + within


def _facts(now: datetime, promised: datetime) -> CallbackFacts:
    days = (promised.date() - now.date()).days
    name = {0: "today", 1: "tomorrow"}.get(days, "later")
    return CallbackFacts.model_validate(
        {"day": name, "date": promised.date().isoformat(), "time": f"{promised:%H:%M}"}
    )


def take(
    session: Session, catalogue: Catalogue, now: datetime, request: RequestCallback
) -> CallbackAnswer:
    """Store a request and promise a time."""
    rule = catalogue.rules["callback"]
    promised = call_by(
        now,
        time.fromisoformat(rule["opens"]),
        time.fromisoformat(rule["closes"]),
        timedelta(minutes=rule["within_minutes"]),
    ).replace(second=0, microsecond=0)
    row = CallbackRequest(
        request_no=fresh_number("B", catalogue.day),
        owner_kind=request.owner.kind,
        owner_id=request.owner.id,
        phone=request.phone,
        reason=request.reason,
        summary=request.summary,
        requested_at=now,
        call_by=promised,
    )
    session.add(row)
    facts = _facts(now, promised)
    return CallbackAnswer(
        request_no=row.request_no,
        call_by=promised.isoformat(),
        call_by_zh=SAY(facts.day, date=day(promised.date()), time=facts.time),
        facts=facts,
    )
