"""When to refuse or to ask back rather than guess; chosen on messages the model had not seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize_scalar

from bot.intents.network import softmax

OUT_OF_SCOPE = "out_of_scope"
_LEANS = np.arange(0, 2.01, 0.25)
# Of unseen messages read with less than this, more than half are read wrongly (cross-validation):
# the customer is asked which of the two likeliest readings is meant.
LEAST_SURE = 0.35


@dataclass(frozen=True)
class Refusal:
    """`temperature` divides the scores, `lean` is then added to that of out_of_scope; below
    `threshold` the best reading is not trusted.
    """

    temperature: float = 1.0
    lean: float = 0.0
    threshold: float = 0.0

    def chances(self, scores: np.ndarray, refused: int | None) -> np.ndarray:
        """Probabilities, shape (n, c); `refused` is the number of out_of_scope."""
        tempered = scores / self.temperature
        if refused is not None:
            tempered[:, refused] += self.lean
        return softmax(tempered)


def choose(scores: np.ndarray, labels: np.ndarray, refused: int | None, allowed: float) -> Refusal:
    """The temperature of the least log loss; then, of all pairs of lean and threshold that refuse
    at most `allowed` more of the in-scope messages than no lean and no threshold would, the pair
    that refuses most out-of-scope ones.

    `scores` are of messages the model had not seen; `refused` is the number of out_of_scope, None
    when there is none. The threshold is never below `LEAST_SURE`.
    """
    temperature = _temperature(scores, labels)
    if refused is None:
        sure = np.sort(softmax(scores / temperature).max(axis=1))
        return Refusal(temperature, 0.0, float(sure[int(len(sure) * allowed)]))
    inside = labels != refused
    best, most = Refusal(temperature), -1.0
    limit: float | None = None
    for lean in _LEANS:
        chances = Refusal(temperature, float(lean)).chances(scores, refused)
        read_out = chances.argmax(axis=1) == refused
        limit = read_out[inside].mean() + allowed if limit is None else limit
        spare = limit - read_out[inside].mean()
        if spare < 0:
            break
        sure = np.sort(chances.max(axis=1)[inside & ~read_out])
        threshold = float(sure[min(int(spare * inside.sum()), len(sure) - 1)])
        out = (read_out | (chances.max(axis=1) < threshold))[~inside].mean()
        if out > most:
            best, most = Refusal(temperature, float(lean), threshold), out
    return replace(best, threshold=max(best.threshold, LEAST_SURE))


def _temperature(scores: np.ndarray, labels: np.ndarray) -> float:
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        chance = softmax(scores / np.exp(log_temperature))
        return float(-np.log(np.maximum(chance[rows, labels], 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))
