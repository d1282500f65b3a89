"""When to ask back rather than guess: temperature and threshold, chosen on unseen answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar

from bot.intents.linear import softmax

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Refusal:
    """`temperature` divides the logits; below `threshold` the best reading is not trusted."""

    temperature: float = 1.0
    threshold: float = 0.0


def choose(
    scores: np.ndarray, labels: np.ndarray, refused: int | None, allowed: float
) -> Refusal:
    """The temperature of the least log loss, and the highest threshold that refuses at most
    the share `allowed` of in-scope messages on top of those read as out of scope.

    `scores` are logits of messages the model had not seen (cross-validation); `refused` is the
    number of the class out_of_scope, None when there is none.
    """
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        chance = softmax(scores / np.exp(log_temperature))
        return float(-np.log(np.maximum(chance[rows, labels], 1e-12)).mean())

    found = minimize_scalar(loss, bounds=(-3, 3), method="bounded")
    temperature = float(np.exp(found.x))
    chance = softmax(scores / temperature)
    inside = labels != refused if refused is not None else np.ones(len(labels), bool)
    read_inside = chance.argmax(axis=1) != refused if refused is not None else inside
    sure = np.sort(chance.max(axis=1)[inside & read_inside])
    threshold = float(sure[int(len(sure) * allowed)]) if len(sure) else 0.0
    return Refusal(temperature, threshold)
