"""Documents that the lender seals about a settled loan: drawn once, kept, handed out."""

import hashlib
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.customers.models import Customer
from backoffice.loans.dues import hold
from backoffice.loans.models import Loan
from backoffice.loans.views import car_name, vin_masked
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.models import Proof
from backoffice.signing.layout import LENDER, Signer, boxes, field_of, slots
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.rendering import draw, qr
from backoffice.signing.signer import Act, sign, with_fields
from backoffice.signing.stamps import seal_stamp
from backoffice.wording import wording

WORDS = wording("servicing/wording/servicing.yml")
SETTLEMENT = "settlement_proof"
MADE_AT = time(10)


def _facts(session: Session, loan: Loan) -> dict[str, object]:
    customer = session.get_one(Customer, loan.customer_id)
    return {
        "customer": customer.name or "",
        "car": car_name(loan),
        "plate": loan.vehicle.get("plate") or "",
        "vin": vin_masked(loan.vehicle.get("vin")) or "",
        "principal": loan.principal,
        "activated_on": loan.activated_on.isoformat(),
        "settled_on": loan.settled_on.isoformat() if loan.settled_on else "",
        "lien": loan.lien is not None,
        "leased": loan.kind == "lease",
    }


def _sealed(session: Session, loan: Loan, now: datetime) -> bytes:
    """The document with the lender's seal; raises `TimestampRequestError`."""
    office = office_of(session)
    lender = office.catalogue().lender
    sandbox = office.settings.sandbox
    facts, title = _facts(session, loan), WORDS.say("proof_title")
    fingerprint = hashlib.sha256(repr((loan.contract_no, facts)).encode()).hexdigest()
    address = f"{office.settings.edge_url}/verify?contract={loan.contract_no}"
    signers = [Signer(LENDER, WORDS.say("proof_role"), lender, "", WORDS.say("proof_hint"))]
    document = {
        "title": title,
        "kind": SETTLEMENT,
        "contract_no": loan.contract_no,
        "fingerprint": fingerprint,
        "lender": lender,
        "made_at": now.astimezone(SHANGHAI).isoformat(),
        "sandbox": sandbox,
        "qr": qr(f"{address}&hash={fingerprint[:16]}"),
    }
    plain = draw(f"{SETTLEMENT}.html", document=document, slots=slots(signers), loan=facts)
    stamp = seal_stamp(lender, now, sandbox=sandbox)
    act = Act(field_of(LENDER), lender, WORDS.say("seal_reason"), stamp)
    timestamps = stamper_of(session, office, now, (loan.contract_no,))
    credential = authority_of(office).seal(session)
    return sign(with_fields(plain, boxes(signers)), credential, timestamps, act)


def find_proof(session: Session, contract_no: str) -> Proof | None:
    """The settlement proof of a loan, if it was made."""
    return session.get(Proof, (contract_no, SETTLEMENT))


def proof_of(session: Session, loan: Loan) -> Proof:
    """The settlement proof, made once.

    Raises `Refusal` (DOCUMENT_UNKNOWN) before the loan is settled, `TimestampRequestError`.
    """
    hold(session, [loan.contract_no])
    session.refresh(loan)
    if loan.state != "SETTLED":
        raise Refusal("DOCUMENT_UNKNOWN")
    found = find_proof(session, loan.contract_no)
    if found is not None:
        return found
    # While days are rolled, the clock may still stand at an earlier one.
    settled = datetime.combine(loan.settled_on or date.min, MADE_AT, SHANGHAI)
    now = max(office_of(session).clock.now(), settled)
    content = _sealed(session, loan, now)
    proof = Proof(
        contract_no=loan.contract_no,
        kind=SETTLEMENT,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_at=now,
    )
    session.add(proof)
    session.flush()
    return proof
