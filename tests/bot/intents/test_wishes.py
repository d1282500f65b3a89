"""Several wishes in one sentence."""

from collections.abc import Sequence

import pytest

from bot.intents import wishes
from bot.intents.features import Message
from bot.intents.model import Reading
from bot.values.pipeline import read

CUES = {
    "月供": "calculate_payment",
    "材料": "ask_documents",
    "利率": "ask_rate",
    "门店": "find_dealer",
    "你好": "greet",
}


def by_cue(messages: Sequence[Message]) -> list[Reading]:
    """A model that knows an intent by one word."""
    found = []
    for message in messages:
        intent = next((i for cue, i in CUES.items() if cue in message.text), "nlu_fallback")
        found.append(Reading(intent, 0.95, [(intent, 0.95)]))
    return found


@pytest.mark.parametrize(
    ("said", "main", "further"),
    [
        ("十万三年月供多少，顺便问下要什么材料", "calculate_payment", ["ask_documents"]),
        ("利率多少？附近有门店吗？要哪些材料", "ask_rate", ["find_dealer", "ask_documents"]),
        ("月供多少", "calculate_payment", []),
        ("你好，利率多少啊我想知道", "ask_rate", []),
        ("首付十万，分三年，月供多少", "calculate_payment", []),
        ("利率多少利率多少啊，利率呢利率", "ask_rate", []),
    ],
)
def test_further_wishes(said: str, main: str, further: list[str]) -> None:
    found = wishes.further(Message(said, read(said)), main, by_cue)
    assert [wish["intent"] for wish in found] == further


def test_offsets_and_values_point_into_the_message() -> None:
    said = "你们利率多少，另外首付十万三年月供多少"
    found = wishes.further(Message(said, read(said)), "ask_rate", by_cue)
    assert len(found) == 1
    wish = found[0]
    assert said[wish["start"] : wish["end"]] == wish["text"]
    assert {value["entity"] for value in wish["entities"]} == {"amount", "term"}
    for value in wish["entities"]:
        assert said[value["start"] : value["end"]] == value["text"]


def test_a_talk_word_is_no_wish() -> None:
    assert wishes.further(Message("谢谢你，月供多少呢？材料呢"), "thank", by_cue) == []


def test_short_messages_cost_nothing() -> None:
    def never(messages: Sequence[Message]) -> list[Reading]:
        raise AssertionError("a short message was cut")

    assert wishes.further(Message("利率多少？"), "ask_rate", never) == []


def test_pieces_that_only_give_values_are_not_read() -> None:
    asked: list[str] = []

    def noting(messages: Sequence[Message]) -> list[Reading]:
        asked.extend(message.text for message in messages)
        return by_cue(messages)

    said = "行止110止版，首付三成，每月四千左右，推荐个贷款方案"
    assert wishes.further(Message(said, read(said)), "ask_recommendation", noting) == []
    assert asked == []
