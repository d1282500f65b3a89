"""The whole intent model: features, linear classifier, refusal; trained, saved and loaded."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Sequence

import numpy as np

from bot.intents.features import Features, Message, Weights
from bot.intents.linear import Linear, Rows, softmax, train
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
    """How to train. `strength`: inverse regularisation; `allowed`: share of in-scope messages
    that may be refused; `folds` of the cross-validation that temperature and threshold come from.
    """

    strength: float = 20.0
    allowed: float = 0.01
    folds: int = 4
    seed: int = 7


class IntentModel:
    """Reads messages once it is trained or loaded."""

    def __init__(self, weights: Weights | None = None, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.features = Features(weights or Weights())
        self.intents: list[str] = []
        self.linear = Linear(np.zeros((0, 0)), np.zeros((0, 0)), np.zeros(0))
        self.refusal = Refusal()
        # Scores of every training message by a model trained without it; only after `fit`.
        self.unseen = np.zeros((0, 0), np.float32)

    def fit(
        self, messages: Sequence[Message], intents: Sequence[str], cache: Path | None = None
    ) -> "IntentModel":
        """Trains on messages and the intent of each."""
        rows = self.features.fit(messages, cache)
        self.intents = sorted(set(intents))
        labels = np.array([self.intents.index(intent) for intent in intents])
        self.unseen = self._unseen_scores(rows, labels)
        refused = self.intents.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in self.intents else None
        self.refusal = choose(self.unseen, labels, refused, self.settings.allowed)
        self.linear = self._train(rows, labels)
        return self

    def scores(self, messages: Sequence[Message]) -> np.ndarray:
        """Tempered logits, shape (messages, intents)."""
        return self.linear.scores(self.features.transform(messages)) / self.refusal.temperature

    def read(self, messages: Sequence[Message]) -> list[Reading]:
        """The readings of several messages."""
        return [self.reading(chances) for chances in softmax(self.scores(messages))]

    def reading(self, chances: np.ndarray) -> Reading:
        """The reading that one row of probabilities means."""
        order = np.argsort(-chances)
        ranking = [(self.intents[i], float(chances[i])) for i in order]
        intent, confidence = ranking[0]
        if intent != OUT_OF_SCOPE and confidence < self.refusal.threshold:
            intent = FALLBACK
        return Reading(intent, confidence, ranking)

    def _train(self, rows: Rows, labels: np.ndarray) -> Linear:
        counts = np.bincount(labels, minlength=len(self.intents))
        usual = np.median(counts[counts > 0])
        balance = np.sqrt(usual / np.maximum(counts, 1))[labels]
        return train(rows, labels, len(self.intents), self.settings.strength, balance)

    def _unseen_scores(self, rows: Rows, labels: np.ndarray) -> np.ndarray:
        """Scores of every training message by a model that was trained without it."""
        scores = np.zeros((len(labels), len(self.intents)), np.float32)
        fold = folds(labels, self.settings.folds, self.settings.seed)
        for k in range(self.settings.folds):
            held = fold == k
            if held.any() and not held.all():
                scores[held] = self._train(rows.at(~held), labels[~held]).scores(rows.at(held))
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
            "signs": features.signs,
            "characters": list(features.characters.vocabulary),
            "sounds": list(features.sounds.vocabulary),
            "repair": {"known": sorted(features.repair.known), "meant": features.repair.meant},
        }
        (folder / "model.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
        np.savez_compressed(
            folder / "model.npz",
            dense=self.linear.dense.astype(np.float16),
            grams=self.linear.grams.astype(np.float16),
            bias=self.linear.bias.astype(np.float32),
            characters=features.characters.idf,
            sounds=features.sounds.idf,
            **{f"centre_{name}": centre for name, centre in features.centres.items()},
        )

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Reads what `save` wrote."""
        about = json.loads((folder / "model.json").read_text("utf-8"))
        model = cls(Weights(**about["weights"]), Settings(**about["settings"]))
        model.intents = about["intents"]
        model.refusal = Refusal(**about["refusal"])
        features = model.features
        features.signs = about["signs"]
        features.repair.known = set(about["repair"]["known"])
        features.repair.meant = about["repair"]["meant"]
        with np.load(folder / "model.npz", allow_pickle=False) as stored:
            _restore(features.characters, about["characters"], stored["characters"])
            _restore(features.sounds, about["sounds"], stored["sounds"])
            for name in features.encoders():
                features.centres[name] = stored[f"centre_{name}"].astype(np.float32)
            model.linear = Linear(
                stored["dense"].astype(np.float32),
                stored["grams"].astype(np.float32),
                stored["bias"],
            )
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
