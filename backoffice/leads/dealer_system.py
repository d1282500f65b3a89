"""The dealers' system: told by a signed call, so that nobody else can put leads into it."""

import hashlib
import hmac
import json
from typing import Any

import requests

from foundation.settings import Settings

SIGNATURE = "Chedai-Signature"
SECONDS = 5.0
Json = dict[str, Any]


class DealerSystemSilent(Exception):
    """The system did not take it; it is told again later."""


def signature(secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA256 in hex over the time and the body."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def signed(secret: str, at: str, body: bytes) -> str:
    """The value of the header: when it was signed, and by what."""
    return f"t={at},v1={signature(secret, at, body)}"


def genuine(secret: str, header: str, body: bytes) -> bool:
    """Whether a header is the signature of this body."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    told, expected = parts.get("v1", ""), signature(secret, parts.get("t", ""), body)
    return hmac.compare_digest(told.encode(), expected.encode())


def tell(settings: Settings, act: str, at: str, facts: Json) -> None:
    """Hand one act on a lead over; the same again is one. Raises `DealerSystemSilent`."""
    body = json.dumps({"act": act, **facts}, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json",
        SIGNATURE: signed(settings.dealer_system_secret, at, body),
        "Idempotency-Key": f"{facts['lead_no']}-{act}",
    }
    try:
        answer = requests.post(
            settings.dealer_system_url, data=body, headers=headers, timeout=SECONDS
        )
    except requests.RequestException as error:
        raise DealerSystemSilent(type(error).__name__) from error
    if not answer.ok:
        raise DealerSystemSilent(str(answer.status_code))
