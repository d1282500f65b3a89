"""Multinomial logistic regression over a dense and a sparse block at once.

Scikit-learn wants one matrix: dense would be a gigabyte of n-grams, sparse makes the encoders'
vectors forty times slower. Here each block is multiplied its own way, so thousands of messages
and dozens of intents train in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import minimize


@dataclass(frozen=True)
class Rows:
    """Feature rows: `dense` (n, d) float32 and `grams` (n, g) sparse float32."""

    dense: np.ndarray
    grams: sparse.csr_matrix

    def __len__(self) -> int:
        return self.dense.shape[0]

    def at(self, index: np.ndarray) -> "Rows":
        """The rows of these indices or of this mask."""
        return Rows(self.dense[index], self.grams[index])


@dataclass(frozen=True)
class Linear:
    """Weights of the trained model: `dense` (d, c), `grams` (g, c), `bias` (c,)."""

    dense: np.ndarray
    grams: np.ndarray
    bias: np.ndarray

    def scores(self, rows: Rows) -> np.ndarray:
        """Logits, shape (n, c)."""
        return rows.dense @ self.dense + rows.grams @ self.grams + self.bias


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of logits, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def train(
    rows: Rows,
    labels: np.ndarray,
    classes: int,
    strength: float = 1.0,
    weights: np.ndarray | None = None,
    iterations: int = 120,
) -> Linear:
    """Minimises the summed cross-entropy divided by `strength` plus half the squared weights.

    `labels` are class numbers; `weights` an importance a row (default 1).
    """
    width, grams = rows.dense.shape[1], rows.grams.shape[1]
    turned = rows.grams.T.tocsr()
    target = np.zeros((len(rows), classes), np.float32)
    target[np.arange(len(rows)), labels] = 1
    importance = np.ones(len(rows), np.float32) if weights is None else weights
    importance = (importance * strength).astype(np.float32)[:, None]
    cut = (width * classes, (width + grams) * classes)

    def unpack(flat: np.ndarray) -> Linear:
        flat = flat.astype(np.float32)
        return Linear(
            flat[: cut[0]].reshape(width, classes),
            flat[cut[0] : cut[1]].reshape(grams, classes),
            flat[cut[1] :],
        )

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        model = unpack(flat)
        chance = softmax(model.scores(rows))
        right = np.maximum(chance[np.arange(len(rows)), labels], 1e-12)
        error = (chance - target) * importance
        penalty = 0.5 * float(flat[: cut[1]] @ flat[: cut[1]])
        slope = np.concatenate(
            [(rows.dense.T @ error).ravel(), (turned @ error).ravel(), error.sum(axis=0)]
        ).astype(np.float64)
        slope[: cut[1]] += flat[: cut[1]]
        return float(-(importance[:, 0] * np.log(right)).sum()) + penalty, slope

    start = np.zeros((width + grams + 1) * classes)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 8}
    )
    return unpack(found.x)
