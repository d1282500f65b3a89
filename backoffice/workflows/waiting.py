"""The orders nobody took yet, and what falls due with time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from backoffice.workflows.models import WorkOrder

if TYPE_CHECKING:
    from backoffice.office import Office

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it is handed over."""

    order_id: str
    kind: str
    subject: str
    queue: str


def hand_over(
    office: "Office", take: Callable[[Order], None], *, apart: tuple[str, ...] = ()
) -> int:
    """Give waiting orders to `take`, oldest first; how many.

    An order counts as handed over when `take` returned: whoever dies in between leaves it waiting,
    and taking the same order twice is one.
    """
    waiting = (
        sa.select(WorkOrder)
        .where(WorkOrder.handed_over_at.is_(None), WorkOrder.kind.not_in(apart))
        .order_by(WorkOrder.sequence)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    with office.database.transaction() as session:
        rows = list(session.scalars(waiting))
        for row in rows:
            take(Order(row.order_id, row.kind, row.subject, row.queue))
            row.handed_over_at = sa.func.now()
    return len(rows)


def finish(office: "Office", order_id: str) -> None:
    """Note that an order is done."""
    with office.database.transaction() as session:
        session.execute(
            sa.update(WorkOrder)
            .where(WorkOrder.order_id == order_id)
            .values(done_at=sa.func.coalesce(WorkOrder.done_at, sa.func.now()))
        )


def put_back(office: "Office", order_id: str) -> None:
    """Let an order wait again."""
    with office.database.transaction() as session:
        session.execute(
            sa.update(WorkOrder).where(WorkOrder.order_id == order_id).values(handed_over_at=None)
        )
