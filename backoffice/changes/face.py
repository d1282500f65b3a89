"""A live face for a change: begun at the provider's page."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.changes.models import Change
from backoffice.changes.standing import identity_on_file
from backoffice.customers.models import Customer
from backoffice.office import office_of
from backoffice.parties.models import RealPersonCheck
from backoffice.parties.outside import asked
from backoffice.parties.schemas import StartedCheck
from backoffice.parties.views import instant
from backoffice.providers.ports import Person, RealPersonStart
from backoffice.refusals import Refusal


def person_of(session: Session, change: Change) -> Person:
    """The customer as he is on file, named to others; raises `Refusal` (ID_MISSING)."""
    known = identity_on_file(session, change.customer_id)
    if known is None:
        raise Refusal("ID_MISSING")
    # A lost phone is no way to him any more: the new one is.
    phone = change.details.get("phone") or session.get_one(Customer, change.customer_id).phone
    return Person(name=known.name, id_no=known.id_no, phone=phone)


def begin(session: Session, change: Change) -> StartedCheck:
    """Begin a check; raises `Refusal` (ID_MISSING, OUTSIDE_SILENT)."""
    edge = office_of(session).settings.edge_url
    back = f"{edge}/service/changes/{change.request_no}"
    request = RealPersonStart(person=person_of(session, change), return_url=back)
    started = asked(session, lambda providers: providers.real_person.start(request))
    session.add(
        RealPersonCheck(
            check_id=started.check_id,
            change_no=change.request_no,
            url=started.url,
            state="open",
            begun_at=office_of(session).clock.now(),
            expires_at=started.expires_at,
        )
    )
    session.flush()
    return StartedCheck(
        check_id=started.check_id, url=started.url, expires_at=instant(started.expires_at) or ""
    )


def newest_check(session: Session, change: Change) -> RealPersonCheck | None:
    """The newest try of a change."""
    query = sa.select(RealPersonCheck).where(RealPersonCheck.change_no == change.request_no)
    return session.scalars(query.order_by(RealPersonCheck.begun_at.desc()).limit(1)).one_or_none()
