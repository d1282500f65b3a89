"""The durable work of servicing: what an errand waits for on its day, and what its kind does."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from backoffice.servicing.daily import do_on_day, waiting
from backoffice.servicing.errands import hour_has_come
from backoffice.servicing.kinds import kinds
from backoffice.workflows.orders import order
from backoffice.workflows.steps import Done, Steps, in_transaction

if TYPE_CHECKING:
    from backoffice.office import Office


def order_what_is_due(office: "Office", session: Session) -> None:
    """Order what errands wait for whose hour has come; the sandbox's roll does it by itself."""
    if office.settings.sandbox:
        return
    for errand in waiting(session, office.clock.business_date()):
        if hour_has_come(session, errand.effective_on):
            order(session, "do_errand", errand.request_no)


def _do(steps: Steps, request_no: str) -> None:
    def do(session: Session) -> Done:
        return Done(moved=do_on_day(session, request_no, steps.office.clock.now()))

    in_transaction(steps, "do", do, Done)


BODIES = {
    "do_errand": _do,
    **{name: do for kind in kinds().values() for name, do in kind.work.items()},
}
