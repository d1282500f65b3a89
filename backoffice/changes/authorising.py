"""The debit authorisation of another card: one page, signed by the customer, kept."""

import hashlib
from typing import Any

from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.changes.models import Change, ChangeDocument
from backoffice.changes.schemas import OrderCard
from backoffice.changes.sealing import WORDS, drawn, keep, lender_signer, named, with_seal
from backoffice.changes.standing import OnFile, identity_on_file
from backoffice.clock.service import SHANGHAI
from backoffice.customers.models import Customer
from backoffice.loans.models import Loan
from backoffice.loans.views import car_name
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.signing.authority import Credential, Person
from backoffice.signing.layout import Signer, field_of
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.signer import Act, sign
from backoffice.signing.stamps import person_stamp
from foundation.log import mask

KIND = "debit_authorisation"


def _signer(customer_id: str, known: OnFile) -> Signer:
    role, hint = WORDS.say("debtor_role"), WORDS.say("sign_hint")
    return Signer(customer_id, role, known.name, mask(known.id_no), hint)


def _facts(session: Session, change: Change, loan: Loan, known: OnFile) -> dict[str, Any]:
    figures = change.figures
    now = office_of(session).clock.now().astimezone(SHANGHAI)
    return {
        "name": known.name,
        "id_masked": mask(known.id_no),
        "car": car_name(loan),
        "leased": loan.kind == "lease",
        "due_day": loan.due_day,
        "bank_name": figures["bank_name"] or "",
        "tail": figures["tail"],
        "old_tail": figures["old_tail"] or "",
        "from_day": figures["effective_on"],
        "first_due": figures["first_due_with_new"] or "",
        "at": f"{now:%Y-%m-%d %H:%M:%S}",
    }


def sign_authorisation(
    session: Session,
    actor: Actor,
    change: Change,
    customer: Customer,
    loan: Loan,
    request: OrderCard,
) -> ChangeDocument:
    """Draw the authorisation, sign it with a certificate for this one act, seal and keep it.

    Raises `Refusal`: ID_MISSING, TIMESTAMP_UNAVAILABLE (nothing is signed then).
    """
    known = identity_on_file(session, customer.customer_id)
    if known is None:
        raise Refusal("ID_MISSING")
    office = office_of(session)
    now = office.clock.now()
    signer = _signer(customer.customer_id, known)
    facts = _facts(session, change, loan, known)
    paper = named(change, KIND, facts)
    plain = drawn(session, change, paper, [signer, lender_signer(session)], facts, now)
    id_hash = hashlib.sha256(known.id_no.encode()).hexdigest()[:32]
    person = Person(customer.customer_id, known.name, id_hash)
    credential = authority_of(office).person(session, person, now)
    try:
        signed = _signed(session, plain, signer, credential, change, paper.title)
        signed = with_seal(session, change, paper, signed, now)
    except TimestampRequestError as error:
        raise Refusal("TIMESTAMP_UNAVAILABLE") from error
    evidence = {
        "actor": str(actor),
        "level": str(actor.level),
        "channel": actor.channel,
        "code_ref": request.code_ref,
        "hash_shown": request.hash,
        "certificate_serial": credential.serial,
        "sha256_before": hashlib.sha256(plain).hexdigest(),
    }
    return keep(session, change, KIND, signed, now, evidence)


def _signed(
    session: Session, plain: bytes, signer: Signer, credential: Credential, change: Change,
    title: str,
) -> bytes:  # fmt: skip
    office = office_of(session)
    now = office.clock.now()
    stamp = person_stamp(
        signer.name, signer.role, signer.number, credential.serial, now,
        sandbox=office.settings.sandbox,
    )  # fmt: skip
    reason = WORDS.say("sign_reason", title=title)
    timestamps = stamper_of(session, office, now, (signer.key, change.contract_no))
    return sign(
        plain, credential, timestamps, Act(field_of(signer.key), signer.name, reason, stamp)
    )
