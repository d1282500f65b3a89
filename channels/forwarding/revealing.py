"""Numbers that a page sends as the vault's tokens: opened here, for the speaker's own talk only."""

import re
from typing import Any

from channels.problems import refusal
from channels.sessions.callers import Caller
from channels.vault.exchange import Vault

_TOKEN = re.compile(r"<?(?:(?:id_card|bank_card|phone|number):)?([a-z]{4,40})>?")


async def revealed(
    vault: Vault, caller: Caller, body: dict[str, Any], names: tuple[str, ...]
) -> dict[str, Any]:
    """`body` with the numbers behind tokens; what was typed stays. 422 for a token of another."""
    found = dict(body)
    for name in names:
        token = _TOKEN.fullmatch(str(body.get(name, "")))
        if token is None:
            continue
        kept = await vault.reveal(token.group(1))
        if kept is None or kept["conversation_id"] != caller.conversation_id:
            raise refusal(422, "TOKEN_UNKNOWN")
        found[name] = kept["value"]
    return found
