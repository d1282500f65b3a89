"""Where a message may be cut into pieces that mean something by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.intents.features import Message

_STRONG = re.compile(
    r"[?？!！。;；\n]+|[,，、\s]*(?:顺便|顺带|另外|还有就是|还有|以及|对了|再帮我|再就是|"
    r"再问一下|再问下|再给我|然后再|然后|同时|并且|还想问|还要问|也想知道|也帮我|"
    r"第二个?问题|其次)[,，、：:\s]*"
)
_WEAK = re.compile(r"[,，。?？!！;；\s]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a message: offsets `start`, `end` into its text."""

    text: str
    start: int
    end: int


def at_connectives(text: str, shortest: int) -> list[Piece]:
    """Cut at ends of sentences and words such as 顺便."""
    return _cut(text, _STRONG, shortest)


def at_pauses(text: str, shortest: int) -> list[Piece]:
    """Cut at every pause."""
    return _cut(text, _WEAK, shortest)


def _cut(text: str, at: re.Pattern[str], shortest: int) -> list[Piece]:
    edges = [(0, 0), *[match.span() for match in at.finditer(text)], (len(text), len(text))]
    spans = [(left[1], right[0]) for left, right in zip(edges, edges[1:], strict=False)]
    return [Piece(text[a:b], a, b) for a, b in spans if b - a >= shortest]


def inside(piece: Piece, values: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The values that lie in a piece, with offsets into the piece."""
    return [
        {**value, "start": value["start"] - piece.start, "end": value["end"] - piece.start}
        for value in values
        if piece.start <= value["start"] and value["end"] <= piece.end
    ]


def part(piece: Piece, message: Message) -> Message:
    """A piece as a message of its own."""
    return Message(piece.text, inside(piece, message.values))
