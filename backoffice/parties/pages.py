"""What a party himself sees of an application that is another's."""

from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.applications.finding import borrower_of, find
from backoffice.applications.next_step import next_for_party
from backoffice.applications.purposes import for_loan
from backoffice.applications.schemas import DocumentView, NextView
from backoffice.applications.view import standing
from backoffice.consents.schemas import ConsentItem
from backoffice.consents.service import items, subjects_of
from backoffice.customers.endpoints import mask_name
from backoffice.parties.models import Party
from backoffice.parties.schemas import PartyView, Purpose
from backoffice.parties.views import view_of


class PartyPage(BaseModel):
    """How a party stands: what comes next for him, his papers, what he agreed to."""

    party: PartyView
    application_no: str
    state: str
    borrower_masked: str | None
    purpose: Purpose
    contract_no: str | None
    next: NextView
    documents: list[DocumentView]
    consents: list[ConsentItem]


def party_page(session: Session, party: Party) -> PartyPage:
    """The page of a party; nothing of the other parties is told."""
    application = find(session, party.application_no)
    at = standing(session, application)
    return PartyPage(
        party=view_of(session, party),
        application_no=application.application_no,
        state=application.state,
        borrower_masked=mask_name(borrower_of(session, application.application_no).name),
        purpose="loan" if for_loan(application) else "extension",
        contract_no=application.contract_no,
        next=next_for_party(at, party),
        documents=[item for item in at.documents if item.party_id == party.party_id],
        consents=items(session, subjects_of(session, party)),
    )
