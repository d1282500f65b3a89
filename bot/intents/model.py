"""The whole intent model: features, head, refusal; trained, saved and loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.intents import head as heads
from bot.intents.features import Features, Message, Weights
from bot.intents.ngrams import NGrams
from bot.intents.refusal import OUT_OF_SCOPE, Refusal, choose

FALLBACK = "nlu_fallback"


@dataclass
class Reading:
    """What a message means: `intent` (perhaps `nlu_fallback`) and all intents, likeliest first."""

    intent: str
    confidence: float
    ranking: list[tuple[str, float]]


@dataclass
class Settings:
    """How to train. `members` of the committee (0: a linear model); `allowed`: share of in-scope
    messages that may be refused for being unsure; `folds` of the cross-validation that refusal is
    chosen on.
    """

    members: int = 3
    allowed: float = 0.02
    folds: int = 3
    seed: int = 7


class IntentModel:
    """Reads messages once it is trained or loaded."""

    def __init__(self, weights: Weights | None = None, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.features = Features(weights or Weights())
        self.intents: list[str] = []
        self.head: heads.Head = heads.Committee([])
        self.scale = 1.0
        self.refusal = Refusal()
        # Scores of every training message by a model trained without it; only after `fit`.
        self.unseen = np.zeros((0, 0), np.float32)

    def fit(
        self, messages: Sequence[Message], intents: Sequence[str], cache: Path | None = None
    ) -> IntentModel:
        """Trains on messages and the intent of each."""
        rows = self.features.fit(messages, cache)
        # One spread for all sets of blocks, so that one shape of network suits them all.
        self.scale = float(1 / max(rows.std(), 1e-6))
        rows = rows * np.float32(self.scale)
        self.intents = sorted(set(intents))
        labels = np.array([self.intents.index(intent) for intent in intents])
        self.unseen = self._unseen_scores(rows, labels)
        self.refusal = choose(self.unseen, labels, self.refused, self.settings.allowed)
        self.head = heads.train(
            rows, labels, len(self.intents), self.settings.members, self.settings.seed
        )
        return self

    @property
    def refused(self) -> int | None:
        """The number of the intent out_of_scope."""
        return self.intents.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in self.intents else None

    def scores(self, messages: Sequence[Message]) -> np.ndarray:
        """Raw scores, shape (messages, intents)."""
        return self.head.scores(self.features.transform(messages) * np.float32(self.scale))

    def read(self, messages: Sequence[Message]) -> list[Reading]:
        """The readings of several messages."""
        return self.readings(self.scores(messages)) if messages else []

    def readings(self, scores: np.ndarray) -> list[Reading]:
        """The readings that raw scores mean."""
        return [self._reading(row) for row in self.refusal.chances(scores, self.refused)]

    def _reading(self, chances: np.ndarray) -> Reading:
        order = np.argsort(-chances)
        ranking = [(self.intents[i], float(chances[i])) for i in order]
        intent, confidence = ranking[0]
        if intent != OUT_OF_SCOPE and confidence < self.refusal.threshold:
            intent = FALLBACK
        return Reading(intent, confidence, ranking)

    def _unseen_scores(self, rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """Scores of every training message by a model that was trained without it."""
        scores = np.zeros((len(labels), len(self.intents)), np.float32)
        fold = folds(labels, self.settings.folds, self.settings.seed)
        members = min(self.settings.members, 1)
        for k in range(self.settings.folds):
            held = fold == k
            head = heads.train(
                rows[~held], labels[~held], len(self.intents), members, self.settings.seed
            )
            scores[held] = head.scores(rows[held])
        return scores

    def save(self, folder: Path) -> None:
        """Writes `model.json` and `model.npz` (half precision; nothing pickled)."""
        folder.mkdir(parents=True, exist_ok=True)
        features = self.features
        about = {
            "intents": self.intents,
            "weights": asdict(features.weights),
            "settings": asdict(self.settings),
            "refusal": asdict(self.refusal),
            "scale": self.scale,
            "signs": features.signs,
            "characters": list(features.characters.vocabulary),
            "sounds": list(features.sounds.vocabulary),
            "repair": {"known": sorted(features.repair.known), "meant": features.repair.meant},
        }
        (folder / "model.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
        np.savez(
            folder / "model.npz",
            basis=features.basis,
            characters=features.characters.idf,
            sounds=features.sounds.idf,
            **{f"centre_{name}": centre for name, centre in features.centres.items()},
            **self.head.arrays(),
        )

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Reads what `save` wrote."""
        about = json.loads((folder / "model.json").read_text("utf-8"))
        model = cls(Weights(**about["weights"]), Settings(**about["settings"]))
        model.intents = about["intents"]
        model.refusal = Refusal(**about["refusal"])
        model.scale = about["scale"]
        features = model.features
        features.signs = about["signs"]
        features.repair.known = set(about["repair"]["known"])
        features.repair.meant = about["repair"]["meant"]
        with np.load(folder / "model.npz", allow_pickle=False) as stored:
            _restore(features.characters, about["characters"], stored["characters"])
            _restore(features.sounds, about["sounds"], stored["sounds"])
            features.basis = stored["basis"]
            for name in features.encoders():
                features.centres[name] = stored[f"centre_{name}"].astype(np.float32)
            model.head = heads.restore(stored, model.settings.members)
        return model


def _restore(grams: NGrams, vocabulary: list[str], idf: np.ndarray) -> None:
    grams.vocabulary = {gram: i for i, gram in enumerate(vocabulary)}
    grams.idf = idf.astype(np.float32)


def folds(labels: np.ndarray, count: int, seed: int) -> np.ndarray:
    """A fold number for every row; each class is spread evenly over the folds."""
    chance = np.random.default_rng(seed)
    fold = np.zeros(len(labels), int)
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        fold[chance.permutation(rows)] = np.arange(len(rows)) % count
    return fold
