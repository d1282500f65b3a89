"""What falls due as the business clock goes on: offers and links that end."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from backoffice.applications.lifecycle import ENDS_BY_ITSELF
from backoffice.applications.models import Application
from backoffice.changes.work import order_what_is_due as order_changes
from backoffice.clock.service import ClockNotSeeded
from backoffice.loans.work import order_what_is_due as order_days
from backoffice.parties.models import Link
from backoffice.reminders.work import order_what_is_due as order_reminders
from backoffice.servicing.work import order_what_is_due as order_errands
from backoffice.workflows.orders import order

if TYPE_CHECKING:
    from backoffice.office import Office


def order_what_is_due(office: "Office") -> None:
    """Order the end of every offer and link whose time is over, and what is left of the day."""
    try:
        now = office.clock.now()
    except ClockNotSeeded:
        return
    offers = sa.select(Application.application_no, Application.offer_valid_to).where(
        Application.offer_valid_to < now, Application.state.in_(ENDS_BY_ITSELF)
    )
    links = sa.select(Link.id).where(Link.expires_at < now, Link.state.in_(("sent", "opened")))
    with office.database.transaction() as session:
        for application_no, valid_to in session.execute(offers):
            order(session, "expire_offer", application_no, f"{valid_to:%Y%m%d%H%M}")
        for link_id in session.scalars(links):
            order(session, "expire_link", str(link_id))
        order_days(office, session)
        order_errands(office, session)
        order_reminders(office, session)
        order_changes(office, session)
