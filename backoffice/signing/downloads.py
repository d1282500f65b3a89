"""Hands documents out to those who may read them."""

from sqlalchemy.orm import Session

from backoffice.applications.finding import application_for, borrower_of, party_of
from backoffice.audit.actors import Actor, Kind
from backoffice.parties.models import Party
from backoffice.refusals import Refusal
from backoffice.signing.contracts import documents_of, find_contract, newest_file, readable_by
from backoffice.signing.models import Contract, ContractFile


def _reader(session: Session, actor: Actor, contract: Contract) -> Party:
    """As which party the actor reads; raises `Refusal` (CONTRACT_UNKNOWN) for a stranger."""
    try:
        if actor.kind is Kind.PARTY:
            party = party_of(session, actor.id)
        else:
            application_for(session, actor, contract.application_no)
            party = borrower_of(session, contract.application_no)
    except Refusal as refusal:
        raise Refusal("CONTRACT_UNKNOWN") from refusal
    if party.application_no != contract.application_no:
        raise Refusal("CONTRACT_UNKNOWN")
    return party


def download(session: Session, actor: Actor, contract_no: str, kind: str) -> ContractFile:
    """The newest version of a document.

    Raises `Refusal`: CONTRACT_UNKNOWN for who is no party of it, DOCUMENT_UNKNOWN.
    """
    contract = find_contract(session, contract_no)
    reader = _reader(session, actor, contract)
    for document in readable_by(documents_of(session, contract_no), reader):
        if document.kind == kind:
            file = newest_file(session, document.document_id)
            assert file is not None
            return file
    raise Refusal("DOCUMENT_UNKNOWN")
