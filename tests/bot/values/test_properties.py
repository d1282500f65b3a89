"""What must hold for every number, however written, and every message, whatever is around it."""

import datetime as dt
import pathlib
import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.values.normalise import normalise
from bot.values.pipeline import read
from tests.bot.values.writing import spoken, sums, terms

TODAY = dt.date(2026, 11, 21)
LINES = yaml.safe_load(
    (pathlib.Path(__file__).parent / "utterances.yml").read_text(encoding="utf-8")
)
NOISE = st.text(alphabet="😀🚗👍🏽❤️ \u3000\u200d\ufe0f\n\t🇨🇳👩‍👧", max_size=8)
# Numbers people really say lie close to round ones; the rest of the range is drawn too.
NUMBERS = st.one_of(
    st.integers(1, 10_000_000),
    st.integers(1, 10_000).map(lambda n: n * 1000),
    st.integers(1, 99_999).map(lambda n: n * 100),
    st.integers(1, 9999),
)


def values(text, entity):
    return [e["value"] for e in read(text, TODAY) if e["entity"] == entity]


@settings(max_examples=400, deadline=None)
@given(NUMBERS)
@example(10_000_000)
@example(1)
@example(105_000)
@example(1_010_101)
def test_every_sum_reads_back(number):
    for written in sums(number):
        assert values(f"首付{written}", "amount") == [number], written


@settings(max_examples=200, deadline=None)
@given(st.integers(1000, 99_999))
def test_bare_digits_after_a_cue_read_back(number):
    assert values(f"月供{number}", "amount") == [number]


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 999).map(lambda n: n * 1000), st.sampled_from(["以内", "以下", "封顶", "之内"])
)
def test_closed_sums(number, word):
    for written in sums(number):
        assert values(f"首付{written}{word}", "amount") == [{"min": None, "max": number}], written


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 999).map(lambda n: n * 1000), st.sampled_from(["以上", "起步", "打底", "出头"])
)
def test_open_sums(number, word):
    for written in sums(number):
        assert values(f"首付{written}{word}", "amount") == [{"min": number, "max": None}], written


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 60), st.integers(1, 20))
def test_ranges(low, step):
    high = low + step
    span = [{"min": low * 10000, "max": high * 10000}]
    for written in (
        f"{low}万到{high}万",
        f"{low}到{high}万",
        f"{low}-{high}w",
        f"{low}万~{high}万",
        f"{spoken(low)}万到{spoken(high)}万",
        f"{spoken(low)}到{spoken(high)}万",
    ):
        assert values(f"车价{written}", "amount") == span, written


@pytest.mark.parametrize("months", range(1, 121))
def test_every_term_reads_back(months):
    for written in terms(months):
        assert values(f"分{written}", "term") == [months], written


@settings(max_examples=300, deadline=None)
@given(NOISE, st.sampled_from(LINES), NOISE)
def test_noise_around_a_message_moves_nothing_but_offsets(before, line, after):
    plain = read(line["text"], TODAY)
    noisy = read(before + line["text"] + after, TODAY)
    strip = [{k: v for k, v in e.items() if k not in ("start", "end")} for e in plain]
    assert [{k: v for k, v in e.items() if k not in ("start", "end")} for e in noisy] == strip
    assert [(e["start"] - len(before), e["end"] - len(before)) for e in noisy] == [
        (e["start"], e["end"]) for e in plain
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
@example("\ud83d首付三成")
@example("<id_card:7f3a2b1c> 首付3成")
def test_any_text_is_survived_and_offsets_are_exact(text):
    for entity in read(text, TODAY):
        assert text[entity["start"] : entity["end"]] == entity["text"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_normalised_characters_know_where_they_come_from(text):
    plain = normalise(text)
    assert len(plain.text) == len(plain.starts) == len(plain.ends)
    assert all(s < e <= len(text) for s, e in zip(plain.starts, plain.ends, strict=True))
    assert plain.starts == sorted(plain.starts)


def test_offsets_over_repaired_and_dropped_characters():
    text = "😀首富 ３０ 万，分 3 年👍"
    assert [(e["entity"], e["value"], e["text"]) for e in read(text, TODAY)] == [
        ("amount", 300000, "３０ 万"),
        ("term", 36, "3 年"),
    ]


def test_tokens_of_personal_data_are_not_read():
    assert read("我的身份信息是<id_card:360000>，卡<bank_card:62000050000>", TODAY) == []


LONG = [
    "1" * 60,
    "1,2" * 40,
    "9" * 18 + "到" + "8" * 18,
    "就是" * 60 + "三万",
    "改成" * 100 + "一半",
    "二" * 200,
    "三千" * 200,
]


@pytest.mark.parametrize("text", LONG)
def test_no_text_keeps_the_reader_busy(text):
    # A rule that tries every cut of such a text would take years, not seconds.
    start = time.perf_counter()
    read(text, TODAY)
    assert time.perf_counter() - start < 5
