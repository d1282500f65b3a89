"""Orders work in the transaction of the command that needs it: both are kept, or neither."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.database import STIRRED
from backoffice.workflows.models import WorkOrder

QUEUE = "work"
PAPERS_QUEUE = "papers"
CHANNEL = "backoffice_work"


def order(session: Session, kind: str, subject: str, nth: object = None) -> str:
    """Order `kind` of work on `subject`; the same order twice is one. Its id is given back.

    `nth` tells one order from the next for the same subject (a round, a version).
    """
    order_id = f"{kind}:{subject}" if nth is None else f"{kind}:{subject}:{nth}"
    queue = PAPERS_QUEUE if kind.startswith("paper") else QUEUE
    session.execute(
        insert(WorkOrder)
        .values(order_id=order_id, kind=kind, subject=subject, queue=queue)
        .on_conflict_do_nothing()
    )
    session.execute(sa.text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    session.info[STIRRED] = True
    return order_id


def order_all(session: Session, kind: str, subjects: Sequence[str]) -> None:
    """Order `kind` of work on each of `subjects`, all at once; the same again is one."""
    if not subjects:
        return
    rows = [
        {"order_id": f"{kind}:{subject}", "kind": kind, "subject": subject, "queue": QUEUE}
        for subject in subjects
    ]
    session.execute(insert(WorkOrder).on_conflict_do_nothing(), rows)
    session.execute(sa.text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
    session.info[STIRRED] = True
