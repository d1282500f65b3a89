"""The provider's signature: over the time and the body, good for a few minutes."""

import hashlib
import hmac

SIGNATURE = "Chedai-Signature"
FRESH_SECONDS = 300.0


def signed(secret: str, at: int, body: bytes) -> str:
    """The value of the header: when it was signed (seconds of the epoch), and by what."""
    made = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={made}"


def genuine(secret: str, header: str, body: bytes, now: float) -> bool:
    """Whether the header is this body's signature, made just now."""
    told = dict(part.partition("=")[::2] for part in header.split(",")).get("t", "")
    if not (told.isascii() and told.isdigit() and len(told) <= 12):
        return False
    fresh = abs(now - int(told)) <= FRESH_SECONDS
    return hmac.compare_digest(header.encode(), signed(secret, int(told), body).encode()) and fresh
