"""The reference people's contracts and signatures, by the signing room's own service."""

from backoffice.applications.finding import find, parties_of
from backoffice.applications.lifecycle import Command
from backoffice.applications.moving import move
from backoffice.audit.actors import SYSTEM
from backoffice.reference.story import Story
from backoffice.signing.service import (
    Evidence,
    documents_of,
    hash_for,
    reference_contract,
)
from backoffice.signing.service import sign as put_signature


def confirm_cost(story: Story) -> None:
    """Read the cost sheet to its end and confirm it; the contract is made."""
    with story.doing() as session:
        application = find(session, story.number, lock=True)
        move(session, application, Command.CONFIRM_COST, story.customer, "cost_sheet_confirmed")
        move(session, application, Command.GENERATE_CONTRACT, SYSTEM, "cost_confirmed")
        for party in parties_of(session, story.number):
            party.signature = "pending"
        reference_contract(session, story.number, story.office.clock.now(), {})


def sign(story: Story) -> None:
    """Sign as the borrower."""
    with story.doing() as session:
        party = story.party(session)
        application = find(session, story.number, lock=True)
        assert application.contract_no is not None
        shown = hash_for(documents_of(session, application.contract_no), party)
        evidence = Evidence(story.customer, shown, code_ref="reference")
        put_signature(session, party.party_id, evidence)
