"""What turns feature rows into scores of intents: a committee of networks, or a linear model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from bot.intents import linear
from bot.intents.network import Network, Shape, committee
from bot.intents.network import train as train_network


@dataclass(frozen=True)
class Committee:
    """Several networks that were trained from different beginnings."""

    networks: Sequence[Network]

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Log probabilities, shape (n, c)."""
        return committee(self.networks, rows)

    def arrays(self) -> dict[str, np.ndarray]:
        """Named arrays to store, in half precision."""
        return {
            f"network{i}_{part.name}": getattr(network, part.name).astype(np.float16)
            for i, network in enumerate(self.networks)
            for part in fields(Network)
        }

    @classmethod
    def restored(cls, stored: Mapping[str, np.ndarray], count: int) -> Committee:
        """The committee whose `arrays` were stored."""
        return cls(
            [
                Network(
                    **{
                        part.name: stored[f"network{i}_{part.name}"].astype(np.float32)
                        for part in fields(Network)
                    }
                )
                for i in range(count)
            ]
        )


@dataclass(frozen=True)
class Plane:
    """Multinomial logistic regression."""

    weights: np.ndarray
    bias: np.ndarray

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Logits, shape (n, c)."""
        return rows @ self.weights + self.bias

    def arrays(self) -> dict[str, np.ndarray]:
        """Named arrays to store, in half precision."""
        return {"weights": self.weights.astype(np.float16), "bias": self.bias.astype(np.float16)}

    @classmethod
    def restored(cls, stored: Mapping[str, np.ndarray]) -> Plane:
        """The model whose `arrays` were stored."""
        return cls(stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))


Head = Committee | Plane


def train(rows: np.ndarray, labels: np.ndarray, classes: int, members: int, seed: int) -> Head:
    """A committee of `members` networks; with none, the linear model.

    Rarer intents count more: by the square root of how much rarer than the usual one.
    """
    counts = np.bincount(labels, minlength=classes)
    usual = np.median(counts[counts > 0])
    importance = np.sqrt(usual / np.maximum(counts, 1))[labels].astype(np.float32)
    if not members:
        return Plane(*linear.train(rows, labels, classes, importance))
    return Committee(
        [
            train_network(rows, labels, classes, importance, Shape(), seed + i)
            for i in range(members)
        ]
    )


def restore(stored: Mapping[str, np.ndarray], members: int) -> Head:
    """The head whose `arrays` were stored."""
    return Committee.restored(stored, members) if members else Plane.restored(stored)
