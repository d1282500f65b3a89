"""Characters that sound like the ones meant."""

from bot.intents.pinyin import sounds
from bot.intents.repair import Repair

TALK = ["首付三成可以吗"] * 9 + ["月供多少"] * 9 + ["首富是谁", "首富有钱"]


def test_repairs_an_unknown_pair_that_sounds_like_a_frequent_one() -> None:
    repair = Repair().fit(TALK)
    assert repair("手付三成") == "首付三成"
    assert repair("月工多少") == "月供多少"


def test_leaves_alone_what_is_known_or_rare() -> None:
    repair = Repair().fit(TALK)
    assert repair("首富是谁") == "首富是谁"
    assert repair("天气很好") == "天气很好"


def test_keeps_the_length_for_offsets() -> None:
    repair = Repair().fit(TALK)
    for said in ("手付", "a手付b", "手", "", "🚗手付"):
        assert len(repair(said)) == len(said)


def test_sounds_merge_what_many_speakers_merge() -> None:
    assert sounds("是") == sounds("四")
    assert sounds("经") == sounds("今")
    assert sounds("a1") == ["a", "1"]
