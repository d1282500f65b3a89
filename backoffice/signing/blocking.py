"""What has to be done before a party may sign, in sentences fit to show."""

from sqlalchemy.orm import Session

from backoffice.applications.finding import find
from backoffice.applications.lifecycle import State
from backoffice.applications.purposes import for_loan
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.signing.models import Contract
from backoffice.signing.sheets import confirmed_at
from backoffice.wording import wording

WORDS = wording("signing/wording/blocking.yml")
SIGNABLE = (State.CONTRACT_GENERATED, State.SIGNING)


def blocked_by(session: Session, contract: Contract, party: Party) -> list[str]:
    """The reasons, the first one first; empty: he may sign."""
    application = find(session, contract.application_no)
    today = office_of(session).clock.business_date()
    reasons = []
    if not for_loan(application) and application.offer_valid_to < office_of(session).clock.now():
        reasons.append("late")
    if application.state not in SIGNABLE:
        reasons.append("state")
    if party.identity != "done":
        reasons.append("identity")
    elif party.id_valid_to is not None and party.id_valid_to < today:
        reasons.append("id_expired")
    if party.authorised_at is None and (party.role == "borrower" or not party.carried):
        reasons.append("authorisation")
    if confirmed_at(session, party.party_id, contract.cost_sheet_hash) is None:
        reasons.append("cost_sheet")
    return [WORDS.say(reason) for reason in reasons]
