"""Seals documents about a loan: drawn from facts, sealed once for the same facts, kept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.servicing.models import Proof
from backoffice.signing.authority import Person
from backoffice.signing.layout import LENDER, Signer, boxes, field_of, slots
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.rendering import draw
from backoffice.signing.sealing import Named, heading, sealed
from backoffice.signing.signer import Act, sign, with_fields
from backoffice.signing.stamps import person_stamp
from backoffice.wording import wording

WORDS = wording("servicing/wording/servicing.yml")
CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document says: `facts` fill its template."""

    kind: str
    title: str
    facts: Mapping[str, Any]
    template: str
    seal_reason: str
    customer: str = ""  # who signs beside the lender

    def fingerprint(self, contract_no: str) -> str:
        """Stands for what the document says."""
        told = json.dumps([contract_no, self.kind, self.facts], sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()

    def named(self, contract_no: str) -> Named:
        """By what the document is known."""
        return Named(self.kind, self.title, contract_no, self.fingerprint(contract_no))


def _signers(draft: Draft, lender: str) -> list[Signer]:
    found = [Signer(LENDER, WORDS.say("proof_role"), lender, "", WORDS.say("proof_hint"))]
    if draft.customer:
        role, hint = WORDS.say("customer_role"), WORDS.say("customer_hint")
        found.insert(0, Signer(CUSTOMER, role, draft.customer, "", hint))
    return found


def drawn(session: Session, loan: Loan, draft: Draft, now: datetime) -> bytes:
    """The document with empty places for its signatures."""
    document = heading(session, draft.named(loan.contract_no), now)
    signers = _signers(draft, document["lender"])
    plain = draw(
        f"{draft.template}.html", document=document, slots=slots(signers), loan=draft.facts
    )
    return with_fields(plain, boxes(signers))


def _by_customer(
    session: Session, pdf: bytes, loan: Loan, draft: Draft, now: datetime, reason: str
) -> bytes:
    office = office_of(session)
    id_hash = hashlib.sha256(loan.customer_id.encode()).hexdigest()[:32]
    who = Person(loan.customer_id, draft.customer, id_hash)
    credential = authority_of(office).person(session, who, now)
    stamp = person_stamp(
        draft.customer,
        WORDS.say("customer_role"),
        loan.customer_id,
        credential.serial,
        now,
        sandbox=office.settings.sandbox,
    )
    timestamps = stamper_of(session, office, now, (loan.contract_no, loan.customer_id))
    act = Act(field_of(CUSTOMER), draft.customer, reason, stamp)
    return sign(pdf, credential, timestamps, act)


def seal(session: Session, loan: Loan, draft: Draft, now: datetime) -> Proof:
    """The sealed document, made once for the same facts; a customer's signature comes first.

    The caller holds the loan. Raises `TimestampRequestError`.
    """
    named = draft.named(loan.contract_no)
    found = session.get(Proof, (named.number, named.kind, named.fingerprint))
    if found is not None:
        return found
    pdf = drawn(session, loan, draft, now)
    if draft.customer:
        pdf = _by_customer(session, pdf, loan, draft, now, draft.title)
    content = sealed(session, named, pdf, draft.seal_reason, (loan.contract_no,), now)
    proof = Proof(
        contract_no=loan.contract_no,
        kind=draft.kind,
        fingerprint=named.fingerprint,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_at=now,
    )
    session.add(proof)
    session.flush()
    return proof


def newest(session: Session, contract_no: str, kind: str) -> Proof | None:
    """The newest sealed document of a kind, if there is one."""
    query = sa.select(Proof).where(Proof.contract_no == contract_no, Proof.kind == kind)
    return session.scalars(query.order_by(Proof.made_at.desc()).limit(1)).one_or_none()
