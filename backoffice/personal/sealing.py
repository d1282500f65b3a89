"""AES-256-GCM over personal values under named keys, and keyed fingerprints to find them by."""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from foundation.settings import settings

NONCE_BYTES = 12
KEY_BYTES = 32
APART = b":"


class PersonalKeyInvalid(ValueError):
    """A key is not 32 bytes in base64, or has no name."""


class PersonalSealBroken(ValueError):
    """What was sealed was altered, belongs to another column, or its key is not known here."""


def _key(name: str, written: str) -> bytes:
    try:
        raw = base64.b64decode(written, validate=True)
    except ValueError as error:
        raise PersonalKeyInvalid(f"{name} is not base64") from error
    if len(raw) != KEY_BYTES:
        raise PersonalKeyInvalid(f"{name} must be 32 bytes")
    return raw


def _keys(written: str) -> Mapping[bytes, AESGCM]:
    """Keys by their names, in the order in which they stand."""
    found: dict[bytes, AESGCM] = {}
    for entry in written.split(","):
        name, _, key = entry.strip().partition(":")
        if not name.isalnum() or name.encode() in found:
            raise PersonalKeyInvalid("each of PERSONAL_KEYS is a name of its own, a colon, a key")
        found[name.encode()] = AESGCM(_key("PERSONAL_KEYS", key))
    return found


class PersonalSealer:
    """Seals with the first of its keys, opens with each; `place` is bound into the seal."""

    def __init__(self, keys: str, index_key: str) -> None:
        self._keys = _keys(keys)
        self._name, self._aead = next(iter(self._keys.items()))
        self._index_key = _key("PERSONAL_INDEX_KEY", index_key)

    def seal(self, content: bytes, place: str) -> bytes:
        """The key's name, and the content encrypted for a place."""
        nonce = os.urandom(NONCE_BYTES)
        return self._name + APART + nonce + self._aead.encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The content; raises `PersonalSealBroken`."""
        name, _, body = sealed.partition(APART)
        aead = self._keys.get(name)
        if aead is None:
            raise PersonalSealBroken("sealed under a key that is not known here")
        try:
            return aead.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise PersonalSealBroken("cannot be opened here") from error

    def seal_text(self, text: str, place: str) -> str:
        """As `seal`, in signs that a text column takes; what is empty stays empty."""
        if not text:
            return text
        name, _, body = self.seal(text.encode(), place).partition(APART)
        return f"{name.decode()}:{base64.urlsafe_b64encode(body).decode()}"

    def open_text(self, sealed: str, place: str) -> str:
        """As `open`, of a text column."""
        if not sealed:
            return sealed
        name, _, body = sealed.partition(":")
        try:
            raw = base64.urlsafe_b64decode(body)
        except ValueError as error:
            raise PersonalSealBroken("cannot be opened here") from error
        return self.open(name.encode() + APART + raw, place).decode()

    def fingerprint(self, value: str, kind: str) -> str:
        """The same for the same value of a kind; without the key nobody can try values out."""
        told = f"{kind}\x00{value}".encode()
        return hmac.new(self._index_key, told, hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def personal_sealer() -> PersonalSealer:
    """The sealer of this process."""
    chosen = settings()
    return PersonalSealer(chosen.personal_keys, chosen.personal_index_key)
