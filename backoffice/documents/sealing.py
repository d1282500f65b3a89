"""AES-256-GCM over pages and readings, each sealed for the one place it belongs to."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


class PapersKeyInvalid(ValueError):
    """The key is not 32 bytes in base64."""


class SealBroken(ValueError):
    """What was sealed was altered, or belongs to another place."""


class Sealer:
    """Seals and opens with one key; `place` is bound into the seal."""

    def __init__(self, key: str) -> None:
        try:
            raw = base64.b64decode(key, validate=True)
        except ValueError as error:
            raise PapersKeyInvalid("PAPERS_KEY is not base64") from error
        if len(raw) != KEY_BYTES:
            raise PapersKeyInvalid("PAPERS_KEY must be 32 bytes")
        self._aead = AESGCM(raw)

    def seal(self, content: bytes, place: str) -> bytes:
        """The content encrypted for a place."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The content; raises `SealBroken`."""
        try:
            return self._aead.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken("cannot be opened here") from error
