"""What goes into a turn and what comes out, without a server."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message

from bot.runtime.turn import LONGEST_TEXT, IncomingTurn, outgoing, plain, pressed, said_since

COMMANDS = st.text(alphabet=' \t\u3000\u200b\ufeff/／@0.3{}"greet你', max_size=30)


@given(st.one_of(COMMANDS, st.text(max_size=60)))
def test_no_text_is_a_command_for_rasa(text: str) -> None:
    message = Message(data={"text": plain(text)})
    assert YAMLStoryReader.unpack_regex_message(message).get("intent") is None
    assert "\u0000" not in plain(text)


@given(st.text(alphabet="你好/ 15万.abc", max_size=40))
def test_harmless_text_keeps_every_position(text: str) -> None:
    cleaned = plain(text)
    assert len(cleaned) == len(text.strip())
    assert cleaned.replace("／", "/") == text.strip()


def test_slash_inside_a_text_stays() -> None:
    assert plain("利率3.6%/年") == "利率3.6%/年"


def test_broken_unicode_and_endless_text_are_tamed() -> None:
    assert plain("好\ud83d") == "好?"
    assert len(plain("万" * 5_000)) == LONGEST_TEXT


def test_press_carries_entities_with_and_without_role() -> None:
    payload = '/inform{"amount:loan": "150000.00", "term": 36, "model": ["a", "b"]}'
    parsed = pressed(payload, "就这个")
    assert parsed["intent"] == {"name": "inform", "confidence": 1.0}
    found = [(e["entity"], e.get("role"), e["value"]) for e in parsed["entities"]]
    assert found == [
        ("amount", "loan", "150000.00"),
        ("term", None, 36),
        ("model", None, "a"),
        ("model", None, "b"),
    ]
    assert all(e["text"] == "就这个" and e["end"] == 3 for e in parsed["entities"])


def test_press_without_values_or_label() -> None:
    body = {"sender": "s", "turn_id": "t", "press": "/affirm"}
    turn = IncomingTurn.from_body(body)
    assert (turn.text, turn.parse_data["entities"], turn.metadata) == ("", [], {})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"text": "好"}, [{"text": "好"}]),
        (
            {
                "text": "选",
                "buttons": [{"title": "一", "payload": "/a"}, {"title": "看", "url": "u"}],
            },
            [
                {
                    "text": "选",
                    "actions": [{"label": "一", "payload": "/a"}, {"label": "看", "url": "u"}],
                }
            ],
        ),
        ({"custom": {"card": {"name": "quote"}}}, [{"card": {"name": "quote"}}]),
        (
            {"text": "好", "custom": {"card": {"name": "quote"}}},
            [{"text": "好"}, {"card": {"name": "quote"}}],
        ),
        ({"text": None, "buttons": None}, []),
    ],
)
def test_utterances_become_messages_of_the_contract(
    said: dict[str, Any], expected: list[dict[str, Any]]
) -> None:
    assert outgoing(said) == expected


def test_only_the_last_turn_is_answered_again() -> None:
    events = [
        UserUttered("一", {"name": "a"}, message_id="t1"),
        BotUttered("甲"),
        ActionExecuted("action_listen"),
        UserUttered("二", {"name": "a"}, message_id="t2"),
        BotUttered("乙", {"buttons": [{"title": "好", "payload": "/b"}]}),
        BotUttered(None, {"custom": {"card": {"name": "quote"}}}),
        ActionExecuted("action_listen"),
    ]
    again = [
        {"text": "乙", "actions": [{"label": "好", "payload": "/b"}]},
        {"card": {"name": "quote"}},
    ]
    assert said_since(events, "t2") == again
    assert said_since(events, "t1") is None
    assert said_since([], "t1") is None
