"""Who else carries the loan: invited by the borrower, removed again before the contract."""

from sqlalchemy.orm import Session

from backoffice.applications.conditions import stands
from backoffice.applications.finding import DRIVER, driver_of, people_of
from backoffice.applications.lifecycle import INVITING, State
from backoffice.applications.models import Application
from backoffice.applications.moving import conflict, note, require_state
from backoffice.applications.progress import party_changed
from backoffice.applications.purposes import for_loan
from backoffice.audit.actors import Actor
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.parties.links import end as end_link
from backoffice.parties.models import Party
from backoffice.parties.schemas import InviteParty
from backoffice.refusals import Refusal

MOST_PARTIES = 4


def invite(session: Session, application: Application, request: InviteParty) -> Party:
    """Add a party; his link is made apart.

    Raises `Refusal`: STATE_CONFLICT once the contract is made, PARTY_TWICE for a phone that is in
    the application already, PARTIES_TOO_MANY, and of a driver DRIVER_NEEDLESS, DRIVER_NAMED.
    """
    require_state(application, *INVITING)
    if request.role == DRIVER:
        _refuse_driver(session, application, request)
    there = people_of(session, application.application_no)
    if len(there) >= MOST_PARTIES:
        raise Refusal("PARTIES_TOO_MANY", allowed={"most": MOST_PARTIES})
    if request.phone in {party.phone for party in there}:
        raise Refusal("PARTY_TWICE")
    party = Party(
        party_id=fresh_number("T", office_of(session).clock.business_date()),
        application_no=application.application_no,
        role=request.role,
        relation=request.relation,
        name=request.name,
        phone=request.phone,
        identity="todo",
        card="n/a",
        signature="n/a" if request.role == DRIVER else "todo",
    )
    session.add(party)
    session.flush()
    note(session, application.application_no, "party_invited", role=request.role)
    return party


def _refuse_driver(session: Session, application: Application, request: InviteParty) -> None:
    """Raise `Refusal`: DRIVER_NEEDLESS where nobody asks for a licence, DRIVER_NAMED for a second
    one, DRIVER_UNNAMED: the licence is compared with the name.
    """
    if not for_loan(application) or application.customer_type == "company":
        raise Refusal("DRIVER_NEEDLESS")
    if driver_of(session, application.application_no) is not None:
        raise Refusal("DRIVER_NAMED")
    if request.name is None:
        raise Refusal("DRIVER_UNNAMED")


def remove(session: Session, application: Application, actor: Actor, party_id: str) -> None:
    """Take a party out; raises `Refusal` (PARTY_UNKNOWN, STATE_CONFLICT).

    Once it is decided only those may leave whom the decision did not count on; of a contract that
    is changed, only who does not sign the change.
    """
    there = {party.party_id: party for party in people_of(session, application.application_no)}
    party = there.get(party_id)
    if party is None or party.role == "borrower":
        raise Refusal("PARTY_UNKNOWN")
    require_state(application, *INVITING)
    counted = party.carried or application.state == State.APPROVED_WITH_CONDITIONS
    if counted and stands(party) and party.signature != "refused":
        raise conflict(application)  # the approval rests on him
    party.removed_at = office_of(session).clock.now()
    end_link(session, party_id, "revoked")
    note(session, application.application_no, "party_removed", role=party.role)
    session.flush()
    party_changed(session, application, actor)
