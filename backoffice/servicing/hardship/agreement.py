"""The supplementary agreement: what it says, and the customer's signature that puts it in force."""

from datetime import datetime

from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.forms import money
from backoffice.lending.money import ZERO
from backoffice.loans.dues import hold
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import find
from backoffice.servicing.hardship.deciding import tell
from backoffice.servicing.hardship.effecting import plan_of, take_effect
from backoffice.servicing.hardship.figures import WORDS, option
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import SUPPLEMENT, about
from backoffice.servicing.sealing import Draft, drawn, newest, seal
from foundation.zh import day, yuan


def draft_of(session: Session, errand: Errand) -> Draft:
    """What is to be signed, as the loan stands now; raises `Refusal` (DOCUMENT_UNKNOWN)."""
    loan = session.get_one(Loan, errand.contract_no)
    at = look(session, loan)
    found = plan_of(errand, at) if errand.state == "SIGNING" else None
    if found is None:
        raise Refusal("DOCUMENT_UNKNOWN")
    facts = {
        **about(session, loan),
        "request_no": errand.request_no,
        "decided": errand.details["decided"],
        "way": errand.details["label"],
        "why": option(at, found)["why"],
        "outstanding": money(at.standing.outstanding),
        "interest": money(sum((row.interest for row in found.rows), ZERO)),
        "extra": money(found.extra_interest),
        "last_due": found.last_due.isoformat(),
        "balloon": money(at.balloon),
        "rows": [
            {
                "period": row.period,
                "due_date": row.due_date.isoformat(),
                "payment": money(row.payment),
                "principal": money(row.principal),
                "interest": money(row.interest),
                "balance": money(row.balance),
            }
            for row in found.rows
        ],
    }
    title, reason = WORDS.say("agreement_title"), WORDS.say("sign_reason")
    return Draft(SUPPLEMENT, title, facts, "loan_supplement", reason, str(facts["customer"]))


def text_of(session: Session, errand: Errand) -> tuple[bytes, str]:
    """The agreement to read before it is signed, and what stands for its text."""
    draft = draft_of(session, errand)
    loan = session.get_one(Loan, errand.contract_no)
    approved = datetime.fromisoformat(errand.details["approved_at"])
    return drawn(session, loan, draft, approved), draft.fingerprint(loan.contract_no)


def papers(session: Session, loan: Loan) -> dict[str, str]:
    """The agreement of a loan that was eased."""
    signed = newest(session, loan.contract_no, SUPPLEMENT) is not None
    return {SUPPLEMENT: WORDS.say("agreement_title")} if signed else {}


def sign_agreement(session: Session, actor: Actor, request_no: str, hash_: str) -> Errand:
    """The customer signs, the lender seals, the new schedule is in force: all or nothing.

    Raises `Refusal`: DOCUMENT_UNKNOWN when nothing is to be signed, SIGNING_TEXT_CHANGED,
    TIMESTAMP_UNAVAILABLE.
    """
    errand = find(session, request_no)
    hold(session, [errand.contract_no])
    errand = find(session, request_no, lock=True)
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    draft = draft_of(session, errand)
    if draft.fingerprint(loan.contract_no) != hash_:
        raise Refusal("SIGNING_TEXT_CHANGED")
    now = office_of(session).clock.now()
    try:
        proof = seal(session, loan, draft, now)
    except TimestampRequestError as error:
        raise Refusal("TIMESTAMP_UNAVAILABLE") from error
    signed = {"actor": str(actor), "level": str(actor.level), "channel": actor.channel}
    signed |= {"at": now.isoformat(), "hash_shown": hash_, "sha256": proof.sha256}
    errand.details = {**errand.details, "signature": signed}
    take_effect(session, errand, loan)
    details = errand.details
    text = WORDS.say(
        "told_effective",
        label=details["label"],
        first=day(details["first"]),
        payment=yuan(details["payment"]),
    )
    tell(session, errand, "effective", text)
    session.flush()
    return errand
