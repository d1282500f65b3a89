"""Several wishes in one sentence: where to cut it, and which pieces are wishes of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
_STRONG = re.compile(
    r"[?？!！。;；\n]+|[,，、\s]*(?:顺便|顺带|另外|还有就是|还有|以及|对了|再帮我|再就是|再问一下|再问下|"
    r"再给我|然后再|然后|同时|并且|还想问|还要问|也想知道|也帮我|第二个?问题|其次)[,，、：:\s]*"
)
_WEAK = re.compile(r"[,，\s]+")
SHORTEST_SENTENCE = 10
SHORTEST_PIECE = 3
MOST_PIECES = 4
SURE = 0.75

Read = Callable[[Sequence[Message]], Sequence[Reading]]


@dataclass(frozen=True)
class Piece:
    """A stretch of the message: offsets `start`, `end` into its text."""

    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The sentence cut where a second wish may begin; one piece when nothing suggests so."""
    if len(text) < SHORTEST_SENTENCE:
        return [Piece(text, 0, len(text))]
    found = _cut(text, _STRONG)
    if len(found) < 2:
        found = _cut(text, _WEAK)
    return found if 2 <= len(found) <= MOST_PIECES else [Piece(text, 0, len(text))]


def _cut(text: str, at: re.Pattern[str]) -> list[Piece]:
    edges = [(0, 0), *[match.span() for match in at.finditer(text)], (len(text), len(text))]
    spans = [(left[1], right[0]) for left, right in zip(edges, edges[1:], strict=False)]
    return [Piece(text[a:b], a, b) for a, b in spans if b - a >= SHORTEST_PIECE]


def inside(piece: Piece, values: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The values that lie in a piece, with offsets into the piece."""
    return [
        {**value, "start": value["start"] - piece.start, "end": value["end"] - piece.start}
        for value in values
        if piece.start <= value["start"] and value["end"] <= piece.end
    ]


def further(message: Message, main: str, read: Read) -> list[dict[str, Any]]:
    """Wishes of the message besides its main intent, in order, each
    `{intent, confidence, text, start, end, entities}` with offsets into the message.
    """
    if main in NO_WISH - {"inform"}:
        return []
    cut = pieces(message.text)
    if len(cut) < 2:
        return []
    readings = read([Message(piece.text, inside(piece, message.values)) for piece in cut])
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
