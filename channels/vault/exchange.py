"""The vault: numbers go in under a token and come out only for the services that need them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.vault.cipher import Cipher, SealBroken
from channels.vault.numbers import Kind
from channels.vault.screening import Kept
from channels.vault.split import Fragment
from channels.vault.tokens import token_for

_MASKED = sa.text("SELECT token, masked FROM vault WHERE token = ANY(:tokens)")
_ENTRY = sa.text("SELECT conversation_id, kind, sealed, masked FROM vault WHERE token = :token")


class Vault:
    """Names, seals and opens personal numbers; also seals what is carried between messages."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    def token(self, conversation_id: str, kind: Kind, value: str) -> str:
        """The token of a number in a conversation."""
        return token_for(self._cipher, conversation_id, kind, value)

    def rows(self, conversation_id: str, kept: Sequence[Kept]) -> list[dict[str, Any]]:
        """Vault rows for numbers to keep, sealed for their conversation, kind and token."""
        return [
            {
                "token": item.token,
                "kind": item.kind,
                "sealed": self._cipher.seal(
                    item.value, f"{conversation_id}|{item.kind}|{item.token}"
                ).hex(),
                "masked": item.masked,
            }
            for item in kept
        ]

    def seal_carry(self, conversation_id: str, fragments: Sequence[Fragment]) -> bytes | None:
        """Fragments as they are kept with the conversation."""
        if not fragments:
            return None
        plain = json.dumps([asdict(fragment) for fragment in fragments], ensure_ascii=False)
        return self._cipher.seal(plain, f"{conversation_id}|carry")

    def open_carry(
        self, conversation_id: str, sealed: bytes | None, *, since: float
    ) -> tuple[Fragment, ...]:
        """Fragments not older than `since` (epoch seconds)."""
        if not sealed:
            return ()
        try:
            plain = json.loads(self._cipher.open(sealed, f"{conversation_id}|carry"))
        except SealBroken:
            return ()
        fragments = [Fragment(**{**item, "groups": tuple(item["groups"])}) for item in plain]
        return tuple(fragment for fragment in fragments if fragment.at >= since)

    async def masked(self, tokens: set[str]) -> dict[str, str]:
        """Masked forms of tokens, for showing."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_MASKED, {"tokens": list(tokens)})
            return {row.token: row.masked for row in rows}

    async def reveal(self, token: str) -> dict[str, str] | None:
        """`{kind, value, masked, conversation_id}` behind a token; None when nothing is kept."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_ENTRY, {"token": token})).first()
        if row is None:
            return None
        context = f"{row.conversation_id}|{row.kind}|{token}"
        return {
            "kind": row.kind,
            "value": self._cipher.open(row.sealed, context),
            "masked": row.masked,
            "conversation_id": row.conversation_id,
        }


def with_turn(fragments: Sequence[Fragment], turn_id: str) -> tuple[Fragment, ...]:
    """The same fragments; those of the newest message know which turn it is."""
    return tuple(f if f.turn_id else replace(f, turn_id=turn_id) for f in fragments)
