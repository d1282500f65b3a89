"""Who is signed in, as pages are told."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from channels.conversations.wire import SHANGHAI
from channels.sessions.callers import Caller


class MeOut(BaseModel):
    """Who speaks, and how surely: L0 anonymous, L1 phone proved, L2 identity, L3 fit to sign.

    `until`: when the level falls back; absent when it lasts as long as the session.
    """

    kind: Literal["visitor", "customer", "party"]
    assurance: Literal["L0", "L1", "L2", "L3"]
    until: str | None = None
    conversation_id: str | None = None
    phone_masked: str | None = None
    name_masked: str | None = None
    device_id: str | None = None
    party_id: str | None = None
    application_no: str | None = None
    role: str | None = None


def instant(at: datetime) -> str:
    """An instant in China's time."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def told(caller: Caller) -> MeOut:
    """What a caller may read of himself."""
    until = caller.standing.until
    return MeOut.model_validate(
        {
            "kind": caller.kind,
            "assurance": str(caller.level),
            "until": instant(until) if until else None,
            "conversation_id": caller.conversation_id,
            "phone_masked": caller.phone_masked,
            "name_masked": caller.name_masked,
            "device_id": caller.device_id,
            "party_id": caller.id if caller.kind == "party" else None,
            "application_no": caller.application_no,
            "role": caller.role,
        }
    )
