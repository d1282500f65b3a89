"""The models that are compared, all trained on the same examples."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Sequence

import numpy as np

from bot.intents.features import Message, Weights
from bot.intents.linear import softmax
from bot.intents.model import IntentModel, Reading
from evaluation.figures import Figures, figures, names
from evaluation.sets import ROOT, Row, message

CACHE = ROOT / ".cache" / "encodings"
CHOSEN = "n-grams + sounds + values + both encoders"
ARMS = {
    "n-grams alone": Weights(sounds=0, e5=0, use=0, values=0),
    "n-grams + sounds + values": Weights(e5=0, use=0),
    "encoder e5 alone": Weights(characters=0, sounds=0, use=0, values=0),
    "encoder use alone": Weights(characters=0, sounds=0, e5=0, values=0),
    "n-grams + e5": Weights(sounds=0, use=0, values=0),
    "n-grams + both encoders": Weights(sounds=0, values=0),
    "n-grams + values + both encoders": Weights(sounds=0),
    CHOSEN: Weights(),
}
ENSEMBLE = "ensemble: n-grams arm x encoder arms"
_ENSEMBLE_OF = ("n-grams alone", "encoder e5 alone", "encoder use alone")


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


def fit(weights: Weights, examples: Sequence[tuple[str, str]]) -> IntentModel:
    """A model trained on the examples."""
    messages = [message(text) for text, _ in examples]
    return IntentModel(weights).fit(messages, [intent for _, intent in examples], CACHE)


def measure(
    model: IntentModel,
    examples: Sequence[tuple[str, str]],
    sets: dict[str, list[Row]],
    seconds: float,
) -> Result:
    """The line of a trained model."""
    labels = [intent for _, intent in examples]
    unseen = [model.reading(row) for row in softmax(model.unseen / model.refusal.temperature)]
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
    """Log probabilities of three separate models, added; refused as the strictest would."""
    parts = [models[name] for name in _ENSEMBLE_OF]
    lead = parts[0]

    def join(scores: list[np.ndarray]) -> list[Reading]:
        chances = [np.log(softmax(s) + 1e-9) for s in scores]
        joined = softmax(np.mean(chances, axis=0) * 1.5)
        return [lead.reading(row) for row in joined]

    unseen = join([part.unseen / part.refusal.temperature for part in parts])
    measured = {}
    for name, rows in sets.items():
        readings = join([part.scores(messages_of(rows)) for part in parts])
        measured[name] = figures([row["intent"] for row in rows], names(readings))
    some = messages_of(next(iter(sets.values()))[:60])
    return Result(
        figures([intent for _, intent in examples], names(unseen)),
        measured,
        round(sum(size(part) for part in parts), 1),
        round(sum(timed(part, some) for part in parts), 1),
        0.0,
    )


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
    for one in messages:
        start = time.perf_counter()
        model.read([one])
        took.append(time.perf_counter() - start)
    return round(float(np.median(took)) * 1e3, 1)
