"""Multinomial logistic regression on dense rows: the plain alternative to the committee."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from bot.intents.network import softmax


def train(
    rows: np.ndarray,
    labels: np.ndarray,
    classes: int,
    importance: np.ndarray,
    strength: float = 15.0,
    iterations: int = 80,
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (d, c) and bias (c,) of the least cross-entropy, summed over the rows times
    `strength`, plus half the squared weights.
    """
    width = rows.shape[1]
    target = np.eye(classes, dtype=np.float32)[labels]
    weighed = (importance * strength).astype(np.float32)[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat[: width * classes].reshape(width, classes)
        chance = softmax(rows @ weights.astype(np.float32) + flat[width * classes :])
        right = np.maximum(chance[np.arange(len(labels)), labels], 1e-12)
        error = ((chance - target) * weighed).astype(np.float32)
        slope = np.concatenate([(rows.T @ error + weights).ravel(), error.sum(axis=0)])
        value = -(weighed[:, 0] * np.log(right)).sum() + 0.5 * (weights**2).sum()
        return float(value), slope.astype(np.float64)

    found = minimize(
        loss,
        np.zeros((width + 1) * classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations, "maxcor": 8},
    )
    return (
        found.x[: width * classes].reshape(width, classes).astype(np.float32),
        found.x[width * classes :].astype(np.float32),
    )
