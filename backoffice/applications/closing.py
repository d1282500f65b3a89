"""Ends an application before the money is paid out: at its customer's wish, or by time."""

from sqlalchemy.orm import Session

from backoffice.applications.finding import find, people_of
from backoffice.applications.lifecycle import OPEN, SIGNED, Command
from backoffice.applications.models import Application
from backoffice.applications.moving import conflict, move
from backoffice.applications.purposes import for_loan
from backoffice.audit.actors import SYSTEM, Actor
from backoffice.office import office_of
from backoffice.parties.links import end as end_link


def _stands(application: Application) -> bool:
    """Whether all signed a change of a contract: from then on it is agreed."""
    return not for_loan(application) and application.state in SIGNED


def _end_links(session: Session, application_no: str) -> None:
    for party in people_of(session, application_no):
        end_link(session, party.party_id, "revoked")


def cancel(session: Session, application: Application, actor: Actor, reason: str) -> None:
    """Cancel; raises `Refusal` (STATE_CONFLICT) once the money is paid out, or all agreed."""
    if _stands(application):
        raise conflict(application)
    move(session, application, Command.CANCEL, actor, reason)
    _end_links(session, application.application_no)


def expire(session: Session, application_no: str) -> bool:
    """End an application whose offer is over; whether it was."""
    application = find(session, application_no, lock=True)
    over = application.offer_valid_to < office_of(session).clock.now()
    if not over or application.state not in OPEN or _stands(application):
        return False
    move(session, application, Command.EXPIRE, SYSTEM, "offer_over")
    _end_links(session, application_no)
    return True
