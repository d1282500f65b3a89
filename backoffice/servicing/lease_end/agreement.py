"""The supplementary agreement of a renewal: drawn, signed by the customer, sealed by the lender."""

import hashlib
from datetime import datetime
from typing import Any

from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.customers.models import Customer
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.loans.views import car_name, vin_masked
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.lease_end.ending import renewed_rows
from backoffice.servicing.lease_end.models import LeaseRenewal
from backoffice.servicing.lease_end.rules import WORDS
from backoffice.servicing.models import Errand
from backoffice.signing.authority import Person
from backoffice.signing.layout import LENDER, Signer, boxes, field_of, slots
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.rendering import draw
from backoffice.signing.sealing import Named, heading, sealed
from backoffice.signing.signer import Act, sign, with_fields
from backoffice.signing.stamps import person_stamp

KIND = "renewal_agreement"


def _facts(session: Session, errand: Errand, loan: Loan, customer: Customer) -> dict[str, Any]:
    way, at = errand.details["way"], look(session, loan)
    rows = renewed_rows(at, int(way["months"]))
    return {
        "customer": customer.name or "",
        "car": car_name(loan),
        "plate": loan.vehicle.get("plate") or "",
        "vin": vin_masked(loan.vehicle.get("vin")) or "",
        "lease_end": errand.figures["lease_end"],
        "residual": at.balloon,
        "rate": at.product.rules["renew"]["rate"],
        "months": way["months"],
        "interest": sum(row.interest for row in rows),
        "total": sum(row.payment for row in rows),
        "rows": [row._asdict() for row in rows],
    }


def _signed(
    session: Session, loan: Loan, customer: Customer, facts: dict[str, Any], now: datetime
) -> tuple[bytes, str]:
    """The document with both signatures, and the customer's certificate.

    Raises `TimestampRequestError`.
    """
    office, title = office_of(session), WORDS.say("agreement_title")
    fingerprint = hashlib.sha256(repr((loan.contract_no, facts)).encode()).hexdigest()
    named = Named(KIND, title, loan.contract_no, fingerprint)
    document = heading(session, named, now)
    key, name, role = customer.customer_id, customer.name or "", WORDS.say("lessee")
    signers = [
        Signer(key, role, name, "", WORDS.say("sign_here")),
        Signer(LENDER, WORDS.say("lessor"), document["lender"], "", WORDS.say("seal_here")),
    ]
    plain = draw(f"{KIND}.html", document=document, slots=slots(signers), lease=facts)
    timestamps = stamper_of(session, office, now, (loan.contract_no,))
    reason = WORDS.say("sign_reason", title=title)
    who = Person(key, name, hashlib.sha256(key.encode()).hexdigest()[:32])
    credential = authority_of(office).person(session, who, now)
    stamp = person_stamp(name, role, "", credential.serial, now, sandbox=office.settings.sandbox)
    content = sign(
        with_fields(plain, boxes(signers)),
        credential,
        timestamps,
        Act(field_of(key), name, reason, stamp),
    )
    content = sealed(session, named, content, reason, (loan.contract_no,), now)
    return content, credential.serial


def papers(session: Session, loan: Loan) -> dict[str, str]:
    """The agreement of a lease that was renewed."""
    renewed = session.get(LeaseRenewal, loan.contract_no) is not None
    return {KIND: WORDS.say("agreement_title")} if renewed else {}


def sign_renewal(session: Session, errand: Errand, loan: Loan, actor: Actor) -> LeaseRenewal:
    """Sign what the customer confirmed at the highest level; kept, never changed.

    Raises `Refusal` (TIMESTAMP_UNAVAILABLE).
    """
    customer = session.get_one(Customer, loan.customer_id)
    now = office_of(session).clock.now()
    try:
        facts = _facts(session, errand, loan, customer)
        content, serial = _signed(session, loan, customer, facts, now)
    except TimestampRequestError as error:
        raise Refusal("TIMESTAMP_UNAVAILABLE") from error
    renewal = LeaseRenewal(
        contract_no=loan.contract_no,
        request_no=errand.request_no,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        certificate_serial=serial,
        signed_by=str(actor),
        signed_at=now,
    )
    session.add(renewal)
    session.flush()
    return renewal
