"""One writing for what means the same."""

import pytest

from bot.intents import text
from bot.values.pipeline import read


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("首付１０万，分３年", "首付10万,分3年"),
        ("  月供   多少 ", "月供多少"),
        ("好好好好好", "好好"),
        ("我要LPR", "我要lpr"),
    ],
)
def test_same_writing(said: str, same: str) -> None:
    assert text.masked(said, read(said)) == text.masked(same, read(same))


def test_values_become_placeholders() -> None:
    one, other = "首付十万分三年月供多少", "首付8万5分五年月供多少"
    assert text.masked(one, read(one)) == text.masked(other, read(other))
    assert "十万" not in text.masked(one, read(one))


def test_the_first_of_overlapping_values_counts() -> None:
    values = [
        {"entity": "amount", "start": 0, "end": 3},
        {"entity": "term", "start": 2, "end": 4},
    ]
    assert text.masked("一二三四五", values) == "A四五"


def test_an_encoder_never_sees_a_placeholder() -> None:
    every = "".join(text.PLACEHOLDERS.values())
    assert not set(text.spoken(every)) & set(every)


def test_remainder_counts_letters_outside_values() -> None:
    said = "首付十万，对吧"
    values = [{"entity": "amount", "start": 2, "end": 4}]
    assert text.remainder(said, values) == 4
