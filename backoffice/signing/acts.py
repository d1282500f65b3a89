"""Signing and refusing: one transaction holds certificate, files, evidence and the new state."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.applications import service as applications
from backoffice.applications.finding import find, party_of
from backoffice.audit.actors import Actor
from backoffice.office import office_of
from backoffice.parties.models import Party, RealPersonCheck
from backoffice.refusals import Refusal
from backoffice.signing.authority import Credential, Person
from backoffice.signing.blocking import blocked_by
from backoffice.signing.contracts import (
    add_file,
    documents_of,
    newest_file,
    readable_by,
    signers_of,
    void,
)
from backoffice.signing.deal import KINDS, canonical_hash
from backoffice.signing.layout import LENDER
from backoffice.signing.models import Contract, ContractDocument, Signature, SigningRefusal
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.sheets import contract_in_force
from backoffice.signing.signer import Act
from backoffice.signing.signer import sign as put_signature
from backoffice.signing.stamps import person_stamp, seal_stamp
from backoffice.wording import wording
from foundation.log import mask

WORDS = wording("signing/wording/acts.yml")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How somebody proved that it is he who signs, and what he was shown."""

    actor: Actor
    hash_shown: str
    code_ref: str | None = None


def hash_for(documents: Sequence[ContractDocument], party: Party) -> str:
    """Stands for all texts that a party is shown before he signs."""
    shown = [[document.kind, document.sha256] for document in readable_by(documents, party)]
    return canonical_hash(shown)


def open_contract(session: Session, party: Party) -> Contract:
    """The contract that a party signs; raises `Refusal` (CONTRACT_UNKNOWN) when there is none."""
    contract = contract_in_force(session, party.application_no)
    application = find(session, party.application_no)
    if contract is None or application.contract_no != contract.contract_no:
        raise Refusal("CONTRACT_UNKNOWN")
    return contract


def signature_of(session: Session, contract_no: str, party_id: str) -> Signature | None:
    """A party's signature under a contract."""
    return session.get(Signature, (contract_no, party_id))


def _real_person_ref(session: Session, party_id: str) -> str | None:
    """The newest check that showed a live face."""
    return session.scalar(
        sa.select(RealPersonCheck.check_id)
        .where(RealPersonCheck.party_id == party_id, RealPersonCheck.state == "passed")
        .order_by(RealPersonCheck.answered_at.desc())
        .limit(1)
    )


def _word(contract: Contract, name: str) -> str:
    return KINDS.say(f"{contract.kind}_{name}")


def _person(party: Party) -> Person:
    id_hash = hashlib.sha256((party.id_no or "").encode()).hexdigest()[:32]
    return Person(party.party_id, party.name or "", id_hash)


def _add_signature(
    session: Session,
    document: ContractDocument,
    key: str,
    credential: Credential,
    timestamps: TimeStamper,
    act: Act,
    at: datetime,
) -> dict[str, Any]:
    """The next version of a document, with one more signature; what the evidence says of it."""
    before = newest_file(session, document.document_id)
    assert before is not None
    try:
        signed = put_signature(before.content, credential, timestamps, act)
    except TimestampRequestError as error:
        raise Refusal("TIMESTAMP_UNAVAILABLE") from error
    file = add_file(session, document.document_id, signed, key, at)
    return {
        "document_id": document.document_id,
        "version": file.version,
        "sha256_before": before.sha256,
        "sha256": file.sha256,
    }


def _sign_documents(
    session: Session, contract: Contract, party: Party, at: datetime
) -> tuple[Credential, list[dict[str, Any]]]:
    office = office_of(session)
    credential = authority_of(office).person(session, _person(party), at)
    subjects = (party.id_no, party.phone, contract.contract_no)
    timestamps = stamper_of(session, office, at, subjects)
    role = _word(contract, party.role)
    stamp = person_stamp(
        party.name or "",
        role,
        mask(party.id_no or ""),
        credential.serial,
        at,
        sandbox=office.settings.sandbox,
    )
    signed = []
    for document in documents_of(session, contract.contract_no):
        field = document.fields.get(party.party_id)
        if field is not None:
            reason = WORDS.say("reason", role=role, title=document.title)
            act = Act(field, party.name or "", reason, stamp)
            signed.append(
                _add_signature(session, document, party.party_id, credential, timestamps, act, at)
            )
    return credential, signed


def all_signed(session: Session, contract_no: str) -> bool:
    """Whether every party signed."""
    contract = session.get_one(Contract, contract_no)
    signed = set(
        session.scalars(sa.select(Signature.party_id).where(Signature.contract_no == contract_no))
    )
    return {party.party_id for party in signers_of(session, contract)} <= signed


def _seal(session: Session, contract: Contract, at: datetime) -> None:
    """The lender's seal under each document that has a place for it; the contract stands."""
    office = office_of(session)
    lender = office.catalogue().lender
    credential = authority_of(office).seal(session)
    timestamps = stamper_of(session, office, at, (contract.contract_no,))
    stamp = seal_stamp(lender, at, sandbox=office.settings.sandbox)
    for document in documents_of(session, contract.contract_no):
        field = document.fields.get(LENDER)
        if field is not None:
            reason = WORDS.say("seal_reason", title=document.title)
            act = Act(field, lender, reason, stamp)
            _add_signature(session, document, LENDER, credential, timestamps, act, at)
    contract.completed_at = at


def sign(
    session: Session, party_id: str, evidence: Evidence, *, at: datetime | None = None
) -> Signature:
    """A party signs all documents that have a place for him; the last one brings the seal.

    Raises `Refusal`: CONTRACT_UNKNOWN, ALREADY_SIGNED, SIGNING_TEXT_CHANGED, SIGNING_BLOCKED,
    TIMESTAMP_UNAVAILABLE, STATE_CONFLICT.
    """
    party = party_of(session, party_id)
    find(session, party.application_no, lock=True)
    session.refresh(party)
    contract = open_contract(session, party)
    if signature_of(session, contract.contract_no, party_id) is not None:
        raise Refusal("ALREADY_SIGNED")
    if evidence.hash_shown != hash_for(documents_of(session, contract.contract_no), party):
        raise Refusal("SIGNING_TEXT_CHANGED")
    if reasons := blocked_by(session, contract, party):
        raise Refusal("SIGNING_BLOCKED", reason=reasons[0], allowed={"blocked_by": reasons})
    signed_at = at or office_of(session).clock.now()
    credential, documents = _sign_documents(session, contract, party, signed_at)
    actor = evidence.actor
    signature = Signature(
        contract_no=contract.contract_no,
        party_id=party_id,
        actor=str(actor),
        level=str(actor.level),
        channel=actor.channel,
        code_ref=evidence.code_ref,
        real_person_ref=_real_person_ref(session, party_id),
        hash_shown=evidence.hash_shown,
        certificate_serial=credential.serial,
        documents=documents,
        signed_at=signed_at,
    )
    session.add(signature)
    session.flush()
    if all_signed(session, contract.contract_no):
        _seal(session, contract, signed_at)
    applications.signed(session, contract.application_no, party_id)
    return signature


def refuse(session: Session, actor: Actor, party_id: str, reason: str) -> SigningRefusal:
    """A party does not sign; the contract ends, another one is made with other signers.

    Raises `Refusal`: CONTRACT_UNKNOWN, ALREADY_SIGNED, STATE_CONFLICT.
    """
    party = party_of(session, party_id)
    find(session, party.application_no, lock=True)
    session.refresh(party)
    contract = open_contract(session, party)
    if signature_of(session, contract.contract_no, party_id) is not None:
        raise Refusal("ALREADY_SIGNED")
    now = office_of(session).clock.now()
    refusal = SigningRefusal(
        contract_no=contract.contract_no,
        party_id=party_id,
        actor=str(actor),
        reason=reason,
        refused_at=now,
    )
    session.add(refusal)
    applications.refused(session, contract.application_no, party_id, reason)
    void(session, contract, now)
    return refusal
