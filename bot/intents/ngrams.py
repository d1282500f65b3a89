"""Character n-grams weighted by how telling they are, as sparse unit rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy import sparse

Tokenise = Callable[[str], Sequence[str]]


class NGrams:
    """TF-IDF over n-grams of the symbols that `symbols` yields for a text.

    `shortest`..`longest` n-grams seen in at least `least` training texts, the `most` frequent of
    them; rows have length 1.
    Begin and end of a text are symbols of their own.
    """

    def __init__(
        self,
        symbols: Tokenise,
        shortest: int = 1,
        longest: int = 4,
        least: int = 2,
        glue: str = "",
        most: int = 20_000,
    ) -> None:
        self.symbols = symbols
        self.shortest = shortest
        self.longest = longest
        self.least = least
        self.glue = glue
        self.most = most
        self.vocabulary: dict[str, int] = {}
        self.idf = np.zeros(0, np.float32)

    def fit(self, texts: Sequence[str]) -> NGrams:
        """Learns vocabulary and weights."""
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(set(self._grams(text)))
        frequent = sorted(seen.items(), key=lambda item: (-item[1], item[0]))[: self.most]
        kept = sorted(gram for gram, count in frequent if count >= self.least)
        self.vocabulary = {gram: i for i, gram in enumerate(kept)}
        counts = np.array([seen[gram] for gram in kept], np.float32)
        self.idf = (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32)
        return self

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Rows of length 1 (0 where nothing is known), shape (texts, vocabulary)."""
        data: list[np.ndarray] = []
        columns: list[np.ndarray] = []
        ends = [0]
        for text in texts:
            index, weight = self._row(text)
            columns.append(index)
            data.append(weight)
            ends.append(ends[-1] + len(index))
        return sparse.csr_matrix(
            (
                np.concatenate(data) if data else np.zeros(0, np.float32),
                np.concatenate(columns) if columns else np.zeros(0, np.int32),
                np.array(ends),
            ),
            shape=(len(texts), len(self.vocabulary)),
        )

    def _row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        known = Counter(
            self.vocabulary[gram] for gram in self._grams(text) if gram in self.vocabulary
        )
        index = np.fromiter(known.keys(), np.int32, len(known))
        weight = 1 + np.log(np.fromiter(known.values(), np.float32, len(known)))
        weight *= self.idf[index]
        length = float(np.sqrt(np.dot(weight, weight)))
        return index, weight / length if length else weight

    def _grams(self, text: str) -> Iterable[str]:
        row = ["^", *self.symbols(text), "$"]
        for n in range(self.shortest, self.longest + 1):
            for i in range(len(row) - n + 1):
                yield self.glue.join(row[i : i + n])
