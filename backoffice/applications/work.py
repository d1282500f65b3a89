"""The durable work of applications: steps strung together, each in its own transaction."""

from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.applications import closing, disbursing, telling
from backoffice.applications.deciding import decide_credit, decide_papers
from backoffice.applications.finding import find, parties_of
from backoffice.applications.lifecycle import Command, State
from backoffice.applications.moving import move
from backoffice.applications.progress import party_changed
from backoffice.audit.actors import SYSTEM
from backoffice.parties import links
from backoffice.parties.models import Party
from backoffice.risk import bureau
from backoffice.risk.facts import newest_report
from backoffice.signing import service as signing
from backoffice.workflows.steps import Done, Steps, in_transaction, outside


class PartyIds(BaseModel):
    """Whose reports are asked for."""

    items: list[str]


def _authorised(steps: Steps, application_no: str) -> list[str]:
    """The parties who authorised the query, the borrower first."""

    def read(session: Session) -> PartyIds:
        parties = parties_of(session, application_no)
        return PartyIds(items=[p.party_id for p in parties if p.authorised_at is not None])

    return in_transaction(steps, "authorised_parties", read, PartyIds).items


def _query(steps: Steps, party_id: str) -> None:
    """Ask the bureau for one party, if it may and was not asked yet."""
    asked = outside(
        steps, f"ask_bureau_{party_id}", lambda: bureau.ask(steps.office, party_id), bureau.Asked
    )

    def keep(session: Session) -> Done:
        return bureau.keep(session, party_id, asked)

    in_transaction(steps, f"keep_report_{party_id}", keep, Done)


def decide(steps: Steps, application_no: str) -> None:
    """After the borrower's authorisation: the bureau, then the policy."""
    for party_id in _authorised(steps, application_no):
        _query(steps, party_id)

    def take(session: Session) -> Done:
        application = find(session, application_no, lock=True)
        borrower = parties_of(session, application_no)[0]
        if application.state != State.CREDIT_AUTHORISED:
            return Done(moved=False)
        if newest_report(session, borrower.party_id) is None:  # taken back before the query
            return Done(moved=False)
        decide_credit(session, application)
        return Done()

    in_transaction(steps, "decide", take, Done)
    in_transaction(steps, "go_on", lambda s: _go_on(s, application_no), Done)


def _go_on(session: Session, application_no: str) -> Done:
    """What was waited for may be there already."""
    party_changed(session, find(session, application_no, lock=True), SYSTEM)
    return Done()


def query_party(steps: Steps, party_id: str) -> None:
    """After a co-signer's authorisation: his report, then whatever waited for him."""
    _query(steps, party_id)

    def go_on(session: Session) -> Done:
        return _go_on(session, session.get_one(Party, party_id).application_no)

    in_transaction(steps, "go_on", go_on, Done)


def check_papers(steps: Steps, application_no: str) -> None:
    """The papers are in: the remaining reports, then the decision."""
    for party_id in _authorised(steps, application_no):
        _query(steps, party_id)

    def take(session: Session) -> Done:
        application = find(session, application_no, lock=True)
        if application.state != State.DOCS_CHECKING:
            return Done(moved=False)
        decide_papers(session, application)
        return Done()

    in_transaction(steps, "decide", take, Done)


def generate_contract(steps: Steps, application_no: str) -> None:
    """The cost sheet is confirmed: the contract is made, and everybody may sign."""

    def generate(session: Session) -> Done:
        application = find(session, application_no, lock=True)
        if application.state != State.COST_CONFIRMED:
            return Done(moved=False)
        application.contract_no = signing.generate(session, application_no)
        for party in parties_of(session, application_no):
            party.signature = "pending"
        move(session, application, Command.GENERATE_CONTRACT, SYSTEM, "cost_confirmed")
        return Done()

    in_transaction(steps, "generate", generate, Done)


def expire_offer(steps: Steps, application_no: str) -> None:
    """An offer whose time is over ends."""

    def expire(session: Session) -> Done:
        return Done(moved=closing.expire(session, application_no))

    in_transaction(steps, "expire", expire, Done)


def expire_link(steps: Steps, link_id: str) -> None:
    """A link whose time is over ends."""

    def expire(session: Session) -> Done:
        return Done(moved=links.expire(session, int(link_id)))

    in_transaction(steps, "expire", expire, Done)


BODIES = {
    "decide": decide,
    "query_party": query_party,
    "check_papers": check_papers,
    "generate_contract": generate_contract,
    "disburse": disbursing.disburse,
    "ask_seller": disbursing.ask_seller,
    "tell_state": telling.tell_state,
    "tell_referral": telling.tell_referral,
    "expire_offer": expire_offer,
    "expire_link": expire_link,
}
