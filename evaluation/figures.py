"""What counts: right intents, refused requests, messages refused by mistake."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.intents.model import FALLBACK, Reading
from bot.intents.refusal import OUT_OF_SCOPE

REFUSED = {OUT_OF_SCOPE, FALLBACK}


@dataclass(frozen=True)
class Figures:
    """Shares of 1, four digits; None where the set has no such utterance."""

    utterances: int
    intent_accuracy: float | None
    out_of_scope_refused: float | None
    false_refusal: float | None


def figures(wanted: Sequence[str], got: Sequence[str]) -> Figures:
    """Figures of a set: the labels and what was understood, in the same order."""
    pairs = list(zip(wanted, got, strict=True))
    inside = [(label, intent) for label, intent in pairs if label != OUT_OF_SCOPE]
    outside = [intent for label, intent in pairs if label == OUT_OF_SCOPE]
    return Figures(
        len(pairs),
        _share([label == intent for label, intent in inside]),
        _share([intent in REFUSED for intent in outside]),
        _share([intent in REFUSED for _, intent in inside]),
    )


def _share(outcomes: list[bool]) -> float | None:
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else None


def per_intent(wanted: Sequence[str], got: Sequence[str]) -> dict[str, tuple[int, int, str]]:
    """For each label: right, all, and what it was most often mistaken for."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for label, intent in zip(wanted, got, strict=True):
        right = intent in REFUSED if label == OUT_OF_SCOPE else intent == label
        found[label][label if right else intent] += 1
    table = {}
    for label in sorted(found):
        wrong = [(n, name) for name, n in found[label].items() if name != label]
        mistaken = ", ".join(f"{name} {n}" for n, name in sorted(wrong, reverse=True)[:3])
        table[label] = (found[label][label], sum(found[label].values()), mistaken)
    return table


def names(readings: Sequence[Reading]) -> list[str]:
    """The intents of readings."""
    return [reading.intent for reading in readings]
