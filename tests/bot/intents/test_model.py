"""The model: trains, refuses, survives being saved, and serves without encoders."""

import copy
from pathlib import Path

import numpy as np
import pytest

from bot.intents import encoder
from bot.intents.features import Message, Weights
from bot.intents.model import FALLBACK, IntentModel, Settings
from bot.intents.refusal import OUT_OF_SCOPE, Refusal, choose
from bot.values.pipeline import read

EXAMPLES = {
    "ask_rate": [
        "利率多少",
        "年化几个点",
        "利息怎么算",
        "你们利率高吗",
        "贷款利息几个点",
        "年利率是多少",
    ],
    "thank": ["谢谢", "多谢你", "感谢感谢", "谢谢您啦", "太感谢了", "谢了"],
    "inform": ["首付十万", "分三年", "首付8万，五年", "月供三千", "二十万", "36期"],
    OUT_OF_SCOPE: ["订张机票", "今天天气", "讲个笑话", "帮我点外卖", "股票涨了吗", "查快递"],
}
PLAIN = Weights(e5=0, use=0)


def _messages(texts: list[str]) -> list[Message]:
    return [Message(text, read(text)) for text in texts]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    texts = [text for lines in EXAMPLES.values() for text in lines]
    intents = [name for name, lines in EXAMPLES.items() for _ in lines]
    return IntentModel(PLAIN, Settings(folds=3)).fit(_messages(texts), intents)


def test_reads_what_it_was_taught(model: IntentModel) -> None:
    for intent, lines in EXAMPLES.items():
        ranked = [reading.ranking[0][0] for reading in model.read(_messages(lines))]
        assert ranked == [intent] * len(lines)


def test_values_of_another_size_are_the_same_to_it(model: IntentModel) -> None:
    reading = model.read(_messages(["首付23万5，60期"]))[0]
    assert reading.ranking[0][0] == "inform"


def test_ranking_is_a_distribution_over_real_intents(model: IntentModel) -> None:
    reading = model.read(_messages(["完全没见过的一句话呀"]))[0]
    names = [name for name, _ in reading.ranking]
    chances = [chance for _, chance in reading.ranking]
    assert sorted(names) == sorted(EXAMPLES) and FALLBACK not in names
    assert sum(chances) == pytest.approx(1, abs=1e-4)
    assert chances == sorted(chances, reverse=True)


def test_below_the_threshold_it_asks_back_and_keeps_the_readings(model: IntentModel) -> None:
    unsure = copy.copy(model)
    unsure.refusal = Refusal(threshold=0.4)
    reading = unsure.readings(np.zeros((1, len(model.intents))))[0]
    assert reading.intent == FALLBACK
    assert len(reading.ranking) == len(EXAMPLES)


def test_a_saved_model_reads_the_same(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    messages = _messages(["利率几个点啊", "谢谢你", "分五年", "帮我订外卖", ""])
    before, after = model.scores(messages), loaded.scores(messages)
    assert np.allclose(before, after, atol=0.02)
    assert loaded.refusal == model.refusal


def test_nothing_pickled_is_saved(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / "model.npz", allow_pickle=False) as stored:
        assert all(stored[name].dtype != object for name in stored.files)


def test_refusal_keeps_to_what_is_allowed() -> None:
    chance = np.random.default_rng(3)
    labels = chance.integers(0, 5, 4000)
    scores = chance.normal(size=(4000, 5))
    scores[np.arange(4000), labels] += 3
    inside = labels != 4
    refused = []
    for allowed in (0.0, 0.02, 0.05):
        refusal = choose(scores, labels, 4, allowed)
        chances = refusal.chances(scores.copy(), 4)
        out = (chances.argmax(axis=1) == 4) | (chances.max(axis=1) < refusal.threshold)
        refused.append((out[inside].mean(), out[~inside].mean()))
    base = (Refusal(refusal.temperature).chances(scores.copy(), 4).argmax(axis=1) == 4)[inside]
    for (false, _), allowed in zip(refused, (0.0, 0.02, 0.05), strict=True):
        assert false <= base.mean() + allowed + 1e-3
    assert refused[0][1] < refused[1][1] < refused[2][1]


@pytest.mark.parametrize("members", [0, 2])
def test_both_heads_learn_and_survive_storage(members: int, tmp_path: Path) -> None:
    texts = [text for lines in EXAMPLES.values() for text in lines]
    intents = [name for name, lines in EXAMPLES.items() for _ in lines]
    model = IntentModel(PLAIN, Settings(folds=3, members=members)).fit(_messages(texts), intents)
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    assert [r.ranking[0][0] for r in loaded.read(_messages(texts))] == intents


def test_other_weights_than_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"something else")
    with pytest.raises(encoder.EncoderUnavailable):
        encoder.check_weights("e5", tmp_path / "weights")


def test_few_and_many_rows_are_projected_alike(model: IntentModel) -> None:
    messages = _messages(["首付十万", "谢谢你啦", "利率几个点"])
    few = model.scores(messages)
    many = model.scores(messages * 40)[:3]
    assert np.allclose(few, many, atol=1e-2)
