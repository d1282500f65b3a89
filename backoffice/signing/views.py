"""A contract as its signers are shown it: what to sign, who signs, what is to do before."""

from sqlalchemy.orm import Session

from backoffice.customers.endpoints import mask_name
from backoffice.parties.models import Party
from backoffice.parties.views import instant
from backoffice.signing.acts import WORDS, hash_for, open_contract, signature_of
from backoffice.signing.blocking import blocked_by
from backoffice.signing.contracts import documents_of, readable_by, signers_of
from backoffice.signing.deal import LEASES
from backoffice.signing.models import Contract
from backoffice.signing.schemas import DocumentToSign, SigningAnswer, SigningParty
from backoffice.signing.sheets import confirmed_at


def signing_parties(session: Session, contract: Contract) -> list[SigningParty]:
    """Who signs, and whether he did."""
    shown = []
    for party in signers_of(session, contract):
        signature = signature_of(session, contract.contract_no, party.party_id)
        shown.append(
            SigningParty.model_validate(
                {
                    "role": party.role,
                    "name_masked": mask_name(party.name),
                    "status": "signed" if signature else party.signature,
                    "signed_at": instant(signature.signed_at) if signature else None,
                }
            )
        )
    return shown


def _text(contract: Contract, party: Party) -> str:
    name = "signing_text_guarantor" if party.role == "guarantor" else "signing_text"
    own = f"{name}_{contract.kind}"
    if party.role != "guarantor" and contract.kind in LEASES.values():
        own = "signing_text_lease"
    return WORDS.say(own if WORDS.has(own) else name)


def signing_answer(session: Session, party: Party) -> SigningAnswer:
    """All that a party needs to sign; raises `Refusal` (CONTRACT_UNKNOWN)."""
    contract = open_contract(session, party)
    documents = documents_of(session, contract.contract_no)
    signed = signature_of(session, contract.contract_no, party.party_id) is not None
    reasons = [] if signed else blocked_by(session, contract, party)
    base = f"/contracts/{contract.contract_no}/documents"
    return SigningAnswer(
        contract_no=contract.contract_no,
        documents=[
            DocumentToSign.model_validate(
                {
                    "kind": document.kind,
                    "title": document.title,
                    "sha256": document.sha256,
                    "pages": document.pages,
                    "url_path": f"{base}/{document.kind}.pdf",
                }
            )
            for document in readable_by(documents, party)
        ],
        may_sign=not signed and not reasons,
        cost_confirmed=confirmed_at(session, party.party_id, contract.cost_sheet_hash) is not None,
        blocked_by=reasons,
        parties=signing_parties(session, contract),
        signing_text=_text(contract, party),
        hash=hash_for(documents, party),
    )
