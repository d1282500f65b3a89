"""A button's payload as the customer holds it: opaque, bound to its conversation, with an end.

`b1.` + base64url(version | expiry | sealed payload and label | HMAC). The MAC covers the
conversation, the expiry and the sealed part; the payload itself cannot be read either.
"""

import base64
import hashlib
import hmac
import json
import os
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "b1."
_HEAD = struct.Struct(">I")
_NONCE = 12
_MAC = 16


class ButtonInvalid(ValueError):
    """No token of ours, or altered."""


class ButtonForeign(ButtonInvalid):
    """A token of another conversation."""


class ButtonExpired(ButtonInvalid):
    """The token's time is over."""


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Button:
    """What a pressed button stands for: an internal payload and the label that was shown."""

    payload: str
    label: str


class Sealer:
    """Seals and opens buttons with keys drawn from the signing key."""

    def __init__(self, key: str) -> None:
        raw = key.encode()
        self._aead = AESGCM(hmac.new(raw, b"button-seal", hashlib.sha256).digest())
        self._mac_key = hmac.new(raw, b"button-mac", hashlib.sha256).digest()

    def _mac(self, head: bytes, owner: bytes, body: bytes) -> bytes:
        return hmac.new(self._mac_key, head + owner + body, hashlib.sha256).digest()[:_MAC]

    def _owner(self, conversation_id: str) -> bytes:
        digest = hmac.new(self._mac_key, conversation_id.encode(), hashlib.sha256).digest()
        return digest[:8]

    def seal(self, button: Button, conversation_id: str, expires: int) -> str:
        """The token for `button` in that conversation until `expires` (epoch seconds)."""
        head, nonce = _HEAD.pack(expires), os.urandom(_NONCE)
        plain = json.dumps([button.payload, button.label], ensure_ascii=False).encode()
        body = nonce + self._aead.encrypt(nonce, plain, conversation_id.encode())
        owner = self._owner(conversation_id)
        return PREFIX + _encode(head + owner + self._mac(head, owner, body) + body)

    def open(self, token: str, conversation_id: str, now: float) -> Button:
        """The button behind `token`.

        Raises `ButtonInvalid`, `ButtonForeign` or `ButtonExpired`.
        """
        if not token.startswith(PREFIX) or not token.isascii():
            raise ButtonInvalid("not a button")
        encoded = token[len(PREFIX) :]
        try:
            padded = encoded + "=" * (-len(encoded) % 4)
            raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        except ValueError as error:
            raise ButtonInvalid("not base64") from error
        if _encode(raw) != encoded:  # spare bits of the last letter: one token, one spelling
            raise ButtonInvalid("not canonical")
        head, rest = raw[: _HEAD.size], raw[_HEAD.size :]
        owner, mac, body = rest[:8], rest[8 : 8 + _MAC], rest[8 + _MAC :]
        if len(body) <= _NONCE or not hmac.compare_digest(mac, self._mac(head, owner, body)):
            raise ButtonInvalid("altered")
        if not hmac.compare_digest(owner, self._owner(conversation_id)):
            raise ButtonForeign("another conversation")
        if now > _HEAD.unpack(head)[0]:
            raise ButtonExpired("its time is over")
        plain = self._aead.decrypt(body[:_NONCE], body[_NONCE:], conversation_id.encode())
        payload, label = json.loads(plain)
        return Button(payload, label)
