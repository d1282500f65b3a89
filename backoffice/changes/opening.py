"""Opens changes: a number, the customer locked, one of a kind at a time."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backoffice.changes.finding import refuse_second
from backoffice.changes.models import Change
from backoffice.customers.models import Customer
from backoffice.numbers import fresh_number
from backoffice.office import office_of

LETTER = "H"


def open_change(
    session: Session,
    customer: Customer,
    kind: str,
    *,
    state: str = "OPEN",
    details: dict[str, Any] | None = None,
    figures: dict[str, Any] | None = None,
    effective_on: date | None = None,
    **columns: Any,
) -> Change:
    """A new change; raises `Refusal` (CHANGE_OPEN) while one of its kind is under way."""
    refuse_second(session, customer, kind)
    clock = office_of(session).clock
    now = clock.now()
    change = Change(
        request_no=fresh_number(LETTER, clock.business_date()),
        customer_id=customer.customer_id,
        kind=kind,
        state=state,
        details=details or {},
        figures=figures or {},
        review=[],
        effective_on=effective_on,
        opened_at=now,
        ended_at=now if state == "DONE" else None,
        **columns,
    )
    session.add(change)
    session.flush()
    return change
