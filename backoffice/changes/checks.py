"""What a real-person check means for the change it belongs to."""

from sqlalchemy.orm import Session

from backoffice.changes import identity_card, phone
from backoffice.changes.finding import find
from backoffice.changes.models import Change
from backoffice.parties.identity import heard
from backoffice.parties.models import RealPersonCheck
from backoffice.parties.schemas import CheckAnswer, CheckResult
from backoffice.wording import wording

WORDS = wording("parties/wording/identity.yml")


def _answer(change: Change, reason: str | None) -> CheckAnswer:
    key = "change_done" if reason is None else reason
    return CheckAnswer.model_validate(
        {
            "party_id": None,
            "change_no": change.request_no,
            "identity": "done" if reason is None else "failed",
            "reason": reason,
            "message": WORDS.say(key if WORDS.has(key) else "failed"),
        }
    )


def take_result(session: Session, check: RealPersonCheck, told: CheckResult) -> CheckAnswer:
    """Take the provider's word on a change's check; told again the answer is the same.

    Raises `Refusal` (OUTSIDE_SILENT): it may be told again.
    """
    change = find(session, check.change_no or "", lock=True)
    if check.state == "open" and heard(session, check, told).passed and change.state == "OPEN":
        if change.kind == phone.KIND:
            phone.face_passed(session, change)
        else:
            identity_card.face_passed(session, change, "face")
    return _answer(change, None if check.state == "passed" else check.reason or "failed")
