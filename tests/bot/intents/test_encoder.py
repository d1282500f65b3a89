"""The encoders that ship in wheels, and their cache."""

from pathlib import Path

import numpy as np
import pytest

from bot.intents import encoder


@pytest.mark.parametrize("name", ["e5", "use"])
def test_unit_vectors_that_know_meaning(name: str) -> None:
    rows = encoder.load(name).encode(["我想提前还清贷款", "车贷一次性结清", "今天天气真好"])
    assert np.allclose((rows**2).sum(axis=1), 1, atol=1e-3)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


@pytest.mark.parametrize("said", ["", "？", "😂😂", pytest.param("首付" * 1000, id="long")])
def test_any_text_is_encoded(said: str) -> None:
    assert np.isfinite(encoder.load("use").encode([said])).all()
    assert np.isfinite(encoder.load("e5").encode([said])).all()


def test_an_unknown_encoder_is_unavailable() -> None:
    with pytest.raises(encoder.EncoderUnavailable):
        encoder.load("nothing")


class Counting:
    name = "use"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], np.float32)


def test_the_cache_encodes_each_text_once(tmp_path: Path) -> None:
    counting = Counting()
    first = encoder.encode_cached(counting, ["a", "bb", "a"], tmp_path)
    second = encoder.encode_cached(counting, ["bb", "ccc"], tmp_path)
    assert counting.asked == ["a", "bb", "ccc"]
    assert first.tolist() == [[1, 1], [2, 1], [1, 1]]
    assert second.tolist() == [[2, 1], [3, 1]]


def test_a_broken_cache_is_only_slow(tmp_path: Path) -> None:
    counting = Counting()
    encoder.encode_cached(counting, ["a"], tmp_path)
    next(tmp_path.glob("use-*.npz")).write_bytes(b"broken")
    assert encoder.encode_cached(counting, ["a"], tmp_path).tolist() == [[1, 1]]


def test_two_at_once_say_what_each_says_alone() -> None:
    said = ["我想提前还清贷款", "尾款能展期吗"]
    both = encoder.encode_all(["e5", "use"], said)
    for name, rows in both.items():
        assert np.allclose(rows, encoder.load(name).encode(said))
    assert encoder.encode_all([], said) == {}
