"""AES-256-GCM over small values, each sealed for one place (`context`), and keyed digests."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class CipherKeyInvalid(ValueError):
    """The key is not 32 bytes in base64."""


class SealBroken(ValueError):
    """The sealed value was altered, or belongs to another place."""


class Cipher:
    """Seals and opens values with one 32-byte key."""

    def __init__(self, key: str) -> None:
        try:
            raw = base64.b64decode(key, validate=True)
        except ValueError as error:
            raise CipherKeyInvalid("VAULT_KEY is not base64") from error
        if len(raw) != 32:
            raise CipherKeyInvalid("VAULT_KEY must be 32 bytes")
        self._aead = AESGCM(raw)
        self._digest_key = hmac.new(raw, b"digest", hashlib.sha256).digest()

    def seal(self, value: str, context: str) -> bytes:
        """`value` encrypted; opens again only with the same `context`."""
        return self.seal_bytes(value.encode(), context)

    def open(self, sealed: bytes, context: str) -> str:
        """The value; raises `SealBroken`."""
        try:
            return self.open_bytes(sealed, context).decode()
        except UnicodeDecodeError as error:
            raise SealBroken("value cannot be opened here") from error

    def seal_bytes(self, value: bytes, context: str) -> bytes:
        """As `seal`, for bytes."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, value, context.encode())

    def open_bytes(self, sealed: bytes, context: str) -> bytes:
        """As `open`, for bytes."""
        try:
            nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            return self._aead.decrypt(nonce, body, context.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken("value cannot be opened here") from error

    def digest(self, value: str) -> bytes:
        """A keyed digest: equal values can be told, the value cannot be read."""
        return hmac.new(self._digest_key, value.encode(), hashlib.sha256).digest()
