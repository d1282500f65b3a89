"""The models that are compared, all trained on the same examples."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from threadpoolctl import threadpool_limits

from bot.intents.features import Message, Weights
from bot.intents.model import FALLBACK, IntentModel, Settings, folds
from evaluation.figures import Figures, figures, names
from evaluation.sets import ROOT, Row, message

CACHE = ROOT / ".cache" / "encodings"
CHOSEN = "committee: n-grams + values + encoders"
ARMS = {
    "linear: n-grams alone": (Weights(e5=0, use=0, values=0), 0),
    "linear: encoder e5 alone": (Weights(characters=0, use=0, values=0), 0),
    "linear: encoder use alone": (Weights(characters=0, e5=0, values=0), 0),
    "linear: n-grams + both encoders": (Weights(values=0), 0),
    "linear: n-grams + sounds + values + encoders": (Weights(sounds=0.5), 0),
    "committee: n-grams + sounds + values": (Weights(sounds=0.5, e5=0, use=0), 3),
    "committee: both encoders": (Weights(characters=0, values=0), 3),
    "committee: n-grams + sounds + values + e5": (Weights(sounds=0.5, use=0), 3),
    "committee: n-grams + sounds + values + encoders": (Weights(sounds=0.5), 3),
    CHOSEN: (Weights(), 3),
}
ON_A_THIRD = "committee: the chosen one, the same third"
ENSEMBLE = "ensemble: linear n-grams x linear encoders"
_ENSEMBLE_OF = (
    "linear: n-grams alone",
    "linear: encoder e5 alone",
    "linear: encoder use alone",
)


@dataclass(frozen=True)
class Result:
    """One line of the comparison. `sets` by name of the set; size in megabytes."""

    cross_validation: Figures
    sets: dict[str, Figures]
    megabytes: float
    milliseconds: float
    train_seconds: float

    def as_dict(self) -> dict[str, object]:
        """The line as it is recorded."""
        return asdict(self)


def fit(arm: tuple[Weights, int], examples: Sequence[tuple[str, str]]) -> IntentModel:
    """A model of an arm's features and members, trained on the examples."""
    messages = [message(text) for text, _ in examples]
    model = IntentModel(arm[0], Settings(members=arm[1]))
    return model.fit(messages, [intent for _, intent in examples], CACHE)


def measure(
    model: IntentModel,
    examples: Sequence[tuple[str, str]],
    sets: dict[str, list[Row]],
    seconds: float,
) -> Result:
    """The line of a trained model."""
    labels = [intent for _, intent in examples]
    unseen = model.readings(model.unseen)
    measured = {
        name: figures([row["intent"] for row in rows], names(model.read(messages_of(rows))))
        for name, rows in sets.items()
    }
    some = messages_of(next(iter(sets.values()))[:60])
    return Result(
        figures(labels, names(unseen)), measured, size(model), timed(model, some), seconds
    )


def ensemble(
    models: dict[str, IntentModel],
    examples: Sequence[tuple[str, str]],
    sets: dict[str, list[Row]],
) -> Result:
    """Three separate models whose chances are multiplied."""
    parts = [models[name] for name in _ENSEMBLE_OF]

    def join(scores: list[np.ndarray]) -> list[str]:
        """The product of the parts' chances; below the first part's threshold it is refused."""
        chances = [
            part.refusal.chances(s, part.refused) for part, s in zip(parts, scores, strict=True)
        ]
        joined = np.exp(np.mean(np.log(np.array(chances) + 1e-9), axis=0))
        joined /= joined.sum(axis=1, keepdims=True)
        unsure = joined.max(axis=1) < parts[0].refusal.threshold
        named = [parts[0].intents[i] for i in joined.argmax(axis=1)]
        return [FALLBACK if low else name for name, low in zip(named, unsure, strict=True)]

    unseen = join([part.unseen for part in parts])
    measured = {}
    for name, rows in sets.items():
        got = join([part.scores(messages_of(rows)) for part in parts])
        measured[name] = figures([row["intent"] for row in rows], got)
    some = messages_of(next(iter(sets.values()))[:60])
    return Result(
        figures([intent for _, intent in examples], unseen),
        measured,
        round(sum(size(part) for part in parts), 1),
        round(sum(timed(part, some) for part in parts), 1),
        0.0,
    )


def third(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Every intent's share of a third of the examples."""
    numbers = np.unique([intent for _, intent in examples], return_inverse=True)[1]
    kept = folds(numbers, 3, 7) == 0
    return [pair for pair, inside in zip(examples, kept, strict=True) if inside]


def messages_of(rows: Sequence[Row]) -> list[Message]:
    """The messages of labelled rows, with the values the pipeline reads in them."""
    return [message(row["text"]) for row in rows]


def size(model: IntentModel) -> float:
    """Megabytes on disk, without the encoders' wheels."""
    with TemporaryDirectory() as folder:
        model.save(Path(folder))
        return round(sum(f.stat().st_size for f in Path(folder).iterdir()) / 1e6, 1)


def timed(model: IntentModel, messages: Sequence[Message]) -> float:
    """Median milliseconds of reading one message."""
    took = []
    with threadpool_limits(limits=1):  # as the component reads
        for one in messages:
            start = time.perf_counter()
            model.read([one])
            took.append(time.perf_counter() - start)
    return round(float(np.median(took)) * 1e3, 1)
