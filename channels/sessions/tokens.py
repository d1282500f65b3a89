"""Session tokens: 256 random bits for the customer, a hash for us."""

import hashlib
import secrets


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """What is stored of a token. A plain hash is enough: the token itself is random."""
    return hashlib.sha256(token.encode()).digest()


def new_id(prefix: str) -> str:
    """An identifier nobody can guess, for conversations and visitors."""
    return f"{prefix}-{secrets.token_hex(12)}"
