"""How a party shows who he is: a live face, or a person in a video; then the register."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find, party_of
from backoffice.applications.lifecycle import OPEN, Command, State
from backoffice.applications.moving import conflict, move, note
from backoffice.applications.papers import identity_papers_read
from backoffice.applications.progress import party_changed
from backoffice.audit.actors import Actor
from backoffice.consents import service as consents
from backoffice.office import office_of
from backoffice.parties.models import Party, RealPersonCheck
from backoffice.parties.outside import asked, person_of
from backoffice.parties.schemas import (
    CheckAnswer,
    CheckResult,
    StaffIdentity,
    StartedCheck,
    VideoAppointment,
)
from backoffice.parties.views import instant
from backoffice.providers.ports import RealPersonCallback, RealPersonResult, RealPersonStart
from backoffice.refusals import Refusal
from backoffice.wording import wording

WORDS = wording("parties/wording/identity.yml")


def _may_identify(session: Session, party: Party) -> None:
    """Raise `Refusal` unless both sides of the ID are read and the consents are given."""
    application = find(session, party.application_no)
    if application.state not in (OPEN if party.carried else IDENTIFYING):
        raise conflict(application)
    if party.identity == "done":
        raise Refusal("IDENTITY_DONE")
    if party.carried:  # his papers are on file: the live face is compared with the register
        return
    consents.require(session, party, "id_image")
    if not identity_papers_read(session, party) or not (party.name and party.id_no):
        raise Refusal("ID_MISSING")
    today = office_of(session).clock.business_date()
    if party.id_valid_to is not None and party.id_valid_to < today:
        raise Refusal("ID_EXPIRED", allowed={"valid_to": party.id_valid_to.isoformat()})


# The borrower in a draft; the others whenever they join, until the contract is made.
IDENTIFYING = (
    State.DRAFT,
    State.ID_VERIFIED,
    State.CREDIT_AUTHORISED,
    State.PRE_APPROVED,
    State.NEEDS_DOCS,
    State.MANUAL_REVIEW,
    State.DOCS_CHECKING,
    State.APPROVED,
    State.APPROVED_WITH_CONDITIONS,
)


def start(session: Session, party: Party) -> StartedCheck:
    """Begin a check on the provider's page.

    Raises `Refusal`: CONSENT_REQUIRED, ID_MISSING, ID_EXPIRED, IDENTITY_DONE, OUTSIDE_SILENT.
    """
    _may_identify(session, party)
    consents.require(session, party, "face_verify")
    back = f"{office_of(session).settings.edge_url}/apply"
    request = RealPersonStart(person=person_of(party), return_url=back)
    started = asked(session, lambda providers: providers.real_person.start(request))
    session.add(
        RealPersonCheck(
            check_id=started.check_id,
            party_id=party.party_id,
            url=started.url,
            state="open",
            begun_at=office_of(session).clock.now(),
            expires_at=started.expires_at,
        )
    )
    note(session, party.application_no, "real_person_started", "identify", role=party.role)
    return StartedCheck(
        check_id=started.check_id, url=started.url, expires_at=instant(started.expires_at) or ""
    )


def find_check(session: Session, check_id: str) -> RealPersonCheck:
    """A check that was begun here, locked; raises `Refusal` (CHECK_UNKNOWN)."""
    found = session.scalars(
        sa.select(RealPersonCheck).where(RealPersonCheck.check_id == check_id).with_for_update()
    ).one_or_none()
    if found is None:
        raise Refusal("CHECK_UNKNOWN")
    return found


def _answer(party: Party, reason: str | None) -> CheckAnswer:
    key = "done" if party.identity == "done" else reason or "failed"
    return CheckAnswer.model_validate(
        {
            "party_id": party.party_id,
            "identity": party.identity,
            "reason": reason,
            "message": WORDS.say(key if WORDS.has(key) else "failed"),
        }
    )


def heard(session: Session, check: RealPersonCheck, told: CheckResult) -> RealPersonResult:
    """The provider's own word on what its page reported, noted with the check.

    Raises `Refusal` (OUTSIDE_SILENT).
    """
    callback = RealPersonCallback(
        check_id=check.check_id,
        outcome=told.outcome,
        score=Decimal(told.score),
        liveness=told.liveness,
    )
    word = asked(session, lambda providers: providers.real_person.result(callback))
    check.state = "passed" if word.passed else "failed"
    check.reason, check.score, check.liveness = word.reason, word.score, word.liveness
    check.answered_at = office_of(session).clock.now()
    return word


def take_result(
    session: Session, actor: Actor, check: RealPersonCheck, told: CheckResult
) -> CheckAnswer:
    """Take the provider's word, then the register's; told again the answer is the same.

    Raises `Refusal`: OUTSIDE_SILENT (it may be told again), PARTY_UNKNOWN.
    """
    party = party_of(session, check.party_id or "")
    if check.state != "open":
        return _answer(party, check.reason)
    word = heard(session, check, told)
    if not word.passed:
        note(session, party.application_no, "real_person_failed", "identify", reason=word.reason)
        if word.reason != "abandoned" and party.identity != "done":
            party.identity = "failed"
        return _answer(party, word.reason)
    reason = confirm(session, actor, party, "face")
    check.reason = reason
    return _answer(party, reason)


def confirm(session: Session, actor: Actor, party: Party, method: str) -> str | None:
    """Ask the register; a match makes the identity sure. The reason when it does not match."""
    application = find(session, party.application_no, lock=True)
    session.refresh(party)
    if party.identity == "done":
        return None
    person = person_of(party)
    word = asked(session, lambda providers: providers.identity_register.check(person))
    if not word.matches:
        party.identity = "failed"
        note(session, party.application_no, "register_denies", "identify", reason=word.reason)
        return f"register_{word.reason or 'mismatch'}"
    party.identity = "done"
    party.identity_at = office_of(session).clock.now()
    party.identity_method = method
    note(session, party.application_no, "identity", "identify", role=party.role, method=method)
    if party.role == "borrower" and application.state == State.DRAFT:
        move(session, application, Command.IDENTIFY, actor, method)
    else:
        party_changed(session, application, actor)
    return None


def ask_video(session: Session, party: Party) -> VideoAppointment:
    """Ask for a person to look, instead of the machine."""
    _may_identify(session, party)
    if party.video_asked_at is None:
        party.video_asked_at = office_of(session).clock.now()
        note(session, party.application_no, "video_asked", "identify", role=party.role)
    return VideoAppointment(
        party_id=party.party_id,
        asked_at=instant(party.video_asked_at) or "",
        message=WORDS.say("video"),
    )


def seen_in_video(
    session: Session, actor: Actor, party: Party, request: StaffIdentity
) -> CheckAnswer:
    """What a person saw; raises `Refusal` (VIDEO_NOT_ASKED)."""
    if party.video_asked_at is None:
        raise Refusal("VIDEO_NOT_ASKED")
    if not request.passed:
        party.identity = "failed"
        note(session, party.application_no, "video_failed", "identify", note=request.note)
        return _answer(party, "video_failed")
    _may_identify(session, party)
    return _answer(party, confirm(session, actor, party, "video"))
