"""From messages and their values to feature rows: n-grams, sounds, encoders, kinds of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from bot.intents import encoder as encoders
from bot.intents import pinyin, text
from bot.intents.ngrams import NGrams
from bot.intents.repair import Repair

# Entities whose value, not only whose presence, tells something about the wish.
_TELLING = ("product", "document", "person_role", "powertrain", "channel", "employment")
_REMAINDERS = (0, 1, 3, 6, 12)
DIRECTIONS = 500
_MANY = 64


@dataclass(frozen=True)
class Message:
    """A text and the values found in it (entities with `entity`, `start`, `end`, `value`…)."""

    text: str
    values: Sequence[Mapping[str, Any]] = ()


@dataclass
class Weights:
    """How much a block counts: factor on its unit rows; 0 leaves the block out."""

    characters: float = 1.0
    sounds: float = 0.0
    e5: float = 0.8
    use: float = 0.8
    values: float = 0.5

    def encoder(self, name: str) -> float:
        """The weight of the encoder called `name`."""
        return float(getattr(self, name))


@dataclass
class Features:
    """Fitted on training messages; turns any message into a row of numbers of the same width."""

    weights: Weights = field(default_factory=Weights)
    repair: Repair = field(default_factory=Repair)
    centres: dict[str, np.ndarray] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    # The directions in which n-grams of the training texts vary most, (n-grams, directions), in
    # half precision: it is the largest thing a loaded model holds.
    basis: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.float16))

    def __post_init__(self) -> None:
        self.characters = NGrams(list)
        self.sounds = NGrams(pinyin.sounds, shortest=2, longest=3, glue=" ")

    def encoders(self) -> list[str]:
        """Names of the encoders in use."""
        return [name for name in ("e5", "use") if self.weights.encoder(name) > 0]

    def fit(self, messages: Sequence[Message], cache: Path | None = None) -> np.ndarray:
        """Learns vocabularies, directions and centres; returns the rows of the messages."""
        raw = [text.masked(m.text, m.values) for m in messages]
        self.repair.fit(raw)
        clean = [self.repair(line) for line in raw]
        for grams, weight in self._grams():
            if weight:
                grams.fit(clean)
        counted = self._counted(clean)
        self.basis = _directions(counted)
        names = sorted({sign for m in messages for sign in _signs(m)})
        self.signs = {name: i for i, name in enumerate(names)}
        lines = [text.spoken(line) for line in clean]
        vectors = encoders.encode_examples(self.encoders(), lines, cache)
        self.centres = {name: found.mean(axis=0) for name, found in vectors.items()}
        return self._rows(messages, counted, vectors)

    def transform(self, messages: Sequence[Message]) -> np.ndarray:
        """Rows of new messages, shape (messages, width) float32."""
        clean = [self.clean(m) for m in messages]
        vectors = encoders.encode_all(self.encoders(), [text.spoken(line) for line in clean])
        return self._rows(messages, self._counted(clean), vectors)

    def clean(self, message: Message) -> str:
        """The masked and repaired form of a message."""
        return self.repair(text.masked(message.text, message.values))

    def _grams(self) -> list[tuple[NGrams, float]]:
        return [
            (self.characters, self.weights.characters),
            (self.sounds, self.weights.sounds),
        ]

    def _counted(self, clean: Sequence[str]) -> sparse.csr_matrix:
        blocks = [grams.transform(clean) * weight for grams, weight in self._grams()]
        return sparse.hstack(blocks).tocsr().astype(np.float32)

    def _rows(
        self,
        messages: Sequence[Message],
        counted: sparse.csr_matrix,
        vectors: Mapping[str, np.ndarray],
    ) -> np.ndarray:
        blocks = [_unit(v - self.centres[n]) * self.weights.encoder(n) for n, v in vectors.items()]
        blocks.append(self._sign_rows(messages) * self.weights.values)
        blocks.append(_project(counted, self.basis))
        return np.hstack(blocks).astype(np.float32)

    def _sign_rows(self, messages: Sequence[Message]) -> np.ndarray:
        rows = np.zeros((len(messages), len(self.signs)), np.float32)
        for row, message in zip(rows, messages, strict=True):
            for sign in _signs(message):
                if sign in self.signs:
                    row[self.signs[sign]] = 1
        return rows


def _signs(message: Message) -> set[str]:
    """What the values alone tell: kinds, roles, telling values, how much text is left over."""
    found = {value["entity"] for value in message.values}
    found |= {f"{v['entity']}:{v['role']}" for v in message.values if v.get("role")}
    found |= {f"{v['entity']}={v['value']}" for v in message.values if v["entity"] in _TELLING}
    left = text.remainder(message.text, message.values)
    if message.values:
        found.add(f"values+{sum(left > edge for edge in _REMAINDERS)}")
    found.add(f"left{sum(left > edge for edge in _REMAINDERS)}")
    return found


def _directions(counted: sparse.csr_matrix) -> np.ndarray:
    """At most `DIRECTIONS` directions, (n-grams, directions); none when there are no n-grams."""
    most = min(DIRECTIONS, min(counted.shape) - 1)
    if most < 1:
        return np.zeros((counted.shape[1], 0), np.float16)
    _, _, directions = randomized_svd(counted, most, n_iter=2, random_state=7)
    return np.ascontiguousarray(directions.T).astype(np.float16)


def _project(counted: sparse.csr_matrix, basis: np.ndarray) -> np.ndarray:
    """The rows along the directions; a few rows touch only the few n-grams they have."""
    if counted.shape[0] > _MANY:
        return np.asarray(counted @ basis.astype(np.float32))
    rows = np.zeros((counted.shape[0], basis.shape[1]), np.float32)
    for row, (start, end) in zip(rows, pairwise(counted.indptr), strict=True):
        row += counted.data[start:end] @ basis[counted.indices[start:end]].astype(np.float32)
    return rows


def _unit(rows: np.ndarray) -> np.ndarray:
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return rows / np.maximum(length, 1e-9)
