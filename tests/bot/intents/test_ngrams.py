"""Weighted n-grams."""

import numpy as np

from bot.intents.ngrams import NGrams


def test_rows_have_length_one_or_nothing() -> None:
    grams = NGrams(list, least=1).fit(["月供多少", "利率多少"])
    rows = grams.transform(["月供", "利率利率", "xyz", ""]).toarray()
    lengths = np.sqrt((rows**2).sum(axis=1))
    assert np.allclose(lengths[:2], 1)
    # Begin and end of the text are symbols that every training text has.
    assert np.allclose(lengths[2:], 1)


def test_rare_grams_are_left_out() -> None:
    grams = NGrams(list, least=2).fit(["月供", "月供", "利率"])
    assert "月供" in grams.vocabulary and "利率" not in grams.vocabulary


def test_telling_grams_weigh_more() -> None:
    grams = NGrams(list, shortest=1, longest=1, least=1).fit(["的月", "的供", "的率"])
    row = grams.transform(["的月"]).toarray()[0]
    assert row[grams.vocabulary["月"]] > row[grams.vocabulary["的"]]
