"""Several wishes in one sentence: where to cut it, and which pieces are wishes of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.intents.clauses import Piece, at_connectives, at_pauses, part
from bot.intents.features import Message
from bot.intents.model import FALLBACK, Reading
from bot.intents.refusal import OUT_OF_SCOPE

# Intents that answer or carry a talk, but wish for nothing by themselves.
NO_WISH = frozenset(
    {
        FALLBACK, OUT_OF_SCOPE, "greet", "goodbye", "thank", "affirm", "deny", "inform",
        "chitchat", "dont_know", "repeat", "bot_challenge", "stop", "go_back",
        "object_to_financing",
    }
)  # fmt: skip
SHORTEST_SENTENCE = 10
SHORTEST_PIECE = 3
MOST_PIECES = 4
# A piece that leaves no more than this beside its values, and neither asks nor bids, only gives
# values (首付三成，每月四千左右).
MOST_BESIDE_VALUES = 5
ASKS_OR_BIDS = re.compile(
    "[几啥吗呢咋怎哪换改降加算存比看约办查还退展]|多少|什么|推荐|申请|结清|试驾|转人"
)
SURE = 0.75

Read = Callable[[Sequence[Message]], Sequence[Reading]]


def pieces(text: str) -> list[Piece]:
    """The sentence cut where a second wish may begin; one piece when nothing suggests so."""
    whole = [Piece(text, 0, len(text))]
    if len(text) < SHORTEST_SENTENCE:
        return whole
    found = at_connectives(text, SHORTEST_PIECE)
    if len(found) < 2:
        found = at_pauses(text, SHORTEST_PIECE)
    return found if 2 <= len(found) <= MOST_PIECES else whole


def further(message: Message, main: str, read: Read) -> list[dict[str, Any]]:
    """Wishes of the message besides its main intent, in order, each
    `{intent, confidence, text, start, end, entities}` with offsets into the message.
    """
    if main in NO_WISH - {"inform"}:
        return []
    cut = [piece for piece in pieces(message.text) if not _gives_values(piece, message.values)]
    if len(cut) < 2:
        return []
    readings = read([part(piece, message) for piece in cut])
    sure = [
        (piece, reading)
        for piece, reading in zip(cut, readings, strict=True)
        if reading.intent not in NO_WISH and reading.confidence >= SURE
    ]
    named = {reading.intent for _, reading in sure}
    # A cut is believed only when its pieces also tell the intent of the whole.
    if len(named) < 2 or main not in named:
        return []
    wishes, told = [], {main}
    for piece, reading in sure:
        if reading.intent in told:
            continue
        told.add(reading.intent)
        wishes.append(_wish(piece, reading, message.values))
    return wishes


def _gives_values(piece: Piece, values: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the piece is nothing but values; reading it would cost an encoding for nothing."""
    inside = [v for v in values if piece.start <= v["start"] and v["end"] <= piece.end]
    covered = {place for v in inside for place in range(v["start"], v["end"])}
    letters = sum(character.isalnum() for character in piece.text)
    hidden = sum(piece.text[place - piece.start].isalnum() for place in covered)
    few = letters - hidden <= MOST_BESIDE_VALUES
    return bool(inside) and few and not ASKS_OR_BIDS.search(piece.text)


def _wish(piece: Piece, reading: Reading, values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "intent": reading.intent,
        "confidence": round(reading.confidence, 4),
        "text": piece.text,
        "start": piece.start,
        "end": piece.end,
        "entities": [
            dict(value)
            for value in values
            if piece.start <= value["start"] and value["end"] <= piece.end
        ],
    }
