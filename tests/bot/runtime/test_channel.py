"""The edge channel over HTTP, with a real server, a real database and a tiny action server."""

import uuid
from typing import Any

import pytest

METADATA = {
    "owner": {"kind": "visitor", "id": "v-1"},
    "channel": "web",
    "assurance": "L0",
    "business_date": "2026-11-21",
}


def test_text_is_understood_and_answered_with_buttons(server: Any, sender: str) -> None:
    answer = server.turn(sender, text="你好", metadata=METADATA).json()
    assert answer["intent"]["name"] == "greet"
    assert 0 < answer["intent"]["confidence"] < 1
    [message] = answer["messages"]
    assert message["text"] == "您好，我在。"
    assert message["actions"] == [
        {"label": "算月供", "payload": '/ask_rate{"amount:loan": "150000.00"}'}
    ]


def test_press_skips_understanding_and_fills_slots_by_role(server: Any, sender: str) -> None:
    press = '/ask_rate{"amount:loan": "150000.00"}'
    answer = server.turn(sender, press=press, label="你好", metadata=METADATA).json()
    assert answer["intent"] == {"name": "ask_rate", "confidence": 1.0}
    assert answer["messages"] == [{"text": "年利率3.6%。"}]
    tracker = server.tracker_of(sender)
    assert tracker["slots"]["loan_amount"] == "150000.00"
    assert tracker["latest_message"]["text"] == "你好"


def test_card_of_an_action_arrives_whole(server: Any, sender: str) -> None:
    [message] = server.turn(sender, text="看卡片").json()["messages"]
    assert set(message) == {"card"}
    assert message["card"]["name"] == "toy_card"


@pytest.mark.parametrize("given", [{"text": "利率多少"}, {"press": "/ask_rate", "label": "利率"}])
def test_metadata_reaches_the_action(server: Any, sender: str, given: dict[str, str]) -> None:
    server.turn(sender, metadata=METADATA, **given)
    assert server.actions.calls[-1]["sender_id"] == sender
    assert server.actions.calls[-1]["tracker"]["latest_message"]["metadata"] == METADATA


@pytest.mark.parametrize(
    "text",
    [
        "/stop",
        " /stop",
        "／stop",
        "\u200b/stop",
        '/ask_rate{"amount:loan": "1"}',
        "/restart",
        "//x",
    ],
)
def test_text_never_passes_for_a_command(server: Any, sender: str, text: str) -> None:
    answer = server.turn(sender, text=text).json()
    assert answer["intent"]["confidence"] < 1
    tracker = server.tracker_of(sender)
    assert not tracker["latest_message"]["text"].startswith("/")
    assert tracker["slots"]["loan_amount"] is None


@pytest.mark.parametrize("secret", ["", "wrong", "sandboxx"])
def test_without_the_secret_nothing_is_taken(server: Any, sender: str, secret: str) -> None:
    body = {"sender": sender, "turn_id": "1", "text": "你好"}
    path = "/webhooks/edge/webhook"
    conversation = f"/webhooks/edge/conversations/{sender}"
    assert server.call("POST", path, secret, json=body).status_code == 401
    assert server.call("GET", f"{conversation}/events", secret).status_code == 401
    assert server.call("DELETE", conversation, secret).status_code == 401
    assert server.call("GET", f"{conversation}/events").json()["events"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"turn_id": "1", "text": "你好"},
        {"sender": "s", "text": "你好"},
        {"sender": "s", "turn_id": "1"},
        {"sender": "s", "turn_id": "1", "text": "你好", "press": "/greet"},
        {"sender": "s", "turn_id": "1", "text": "  "},
        {"sender": "s", "turn_id": "1", "text": 5},
        {"sender": "s", "turn_id": "1", "press": "greet"},
        {"sender": "s", "turn_id": "1", "press": "/greet{broken"},
        {"sender": "s", "turn_id": "1", "press": '/greet{"a": }'},
        {"sender": "s", "turn_id": "1", "text": "你好", "metadata": "x"},
        ["no object"],
    ],
)
def test_malformed_turns_are_refused(server: Any, body: Any) -> None:
    answer = server.call("POST", "/webhooks/edge/webhook", json=body)
    assert answer.status_code == 400
    assert answer.json()["code"] == "MALFORMED_TURN"


def test_no_json_is_refused(server: Any) -> None:
    answer = server.call("POST", "/webhooks/edge/webhook", data="{not json")
    assert (answer.status_code, answer.json()["code"]) == (400, "MALFORMED_TURN")


def test_same_turn_again_gives_the_same_answer_and_runs_nothing(server: Any, sender: str) -> None:
    turn_id = uuid.uuid4().hex
    first = server.turn(sender, text="利率多少", turn_id=turn_id).json()
    calls, events = len(server.actions.calls), len(server.tracker_of(sender)["events"])
    assert server.turn(sender, text="利率多少", turn_id=turn_id).json() == first
    assert len(server.actions.calls) == calls
    assert len(server.tracker_of(sender)["events"]) == events


def test_failed_action_ends_the_turn_and_leaves_the_conversation(server: Any, sender: str) -> None:
    server.turn(sender, text="我要贷款")
    before = server.tracker_of(sender)
    answer = server.turn(sender, press="/break_down", label="坏掉吧")
    assert (answer.status_code, answer.json()["code"]) == (500, "TURN_FAILED")
    assert server.tracker_of(sender)["events"] == before["events"]
    [message] = server.turn(sender, text="15万").json()["messages"]
    assert message["text"] == "分几期？"


def test_form_survives_a_question_in_the_middle(server: Any, sender: str) -> None:
    server.turn(sender, text="我要贷款")
    answer = server.turn(sender, press="/greet", label="你好").json()
    assert [message["text"] for message in answer["messages"]] == ["您好，我在。", "您想贷多少？"]


def test_export_and_deletion_leave_nothing_behind(server: Any, sender: str) -> None:
    server.turn(sender, text="你好")
    path = f"/webhooks/edge/conversations/{sender}"
    exported = server.call("GET", f"{path}/events").json()["events"]
    assert [event["text"] for event in exported if event["event"] == "user"] == ["你好"]
    assert server.call("DELETE", path).json() == {"sender": sender, "deleted": True}
    assert server.call("GET", f"{path}/events").json()["events"] == []
    assert server.events.rows(f"SELECT 1 FROM turns WHERE sender = '{sender}'") == []
    assert server.call("DELETE", path).json()["deleted"] is False


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/model"),
        ("DELETE", "/model"),
        ("POST", "/model/train"),
        ("POST", "/model/test/intents"),
        ("POST", "/model/predict"),
        ("POST", "/conversations/x/execute"),
        ("POST", "/conversations/x/trigger_intent"),
        ("POST", "/conversations/x/messages"),
        ("PUT", "/conversations/x/tracker/events"),
        ("POST", "/webhooks/rest/webhook"),
    ],
)
def test_rest_of_the_http_api_is_closed(server: Any, method: str, path: str) -> None:
    answer = server.call(method, path, params={"token": "sandbox"}, json={})
    assert (answer.status_code, answer.json()["code"]) == (403, "CLOSED")


def test_http_api_wants_its_token(server: Any, sender: str) -> None:
    assert server.call("GET", f"/conversations/{sender}/tracker").status_code == 401
    assert server.call("POST", "/model/parse", json={"text": "你好"}).status_code == 401
    parsed = server.call("POST", "/model/parse", params={"token": "sandbox"}, json={"text": "你好"})
    assert parsed.json()["intent"]["name"] == "greet"


def test_health_names_what_is_up(server: Any) -> None:
    answer = server.call("GET", "/webhooks/edge/health", secret="")
    assert answer.status_code == 200
    parts = answer.json()["parts"]
    assert {parts[name] for name in ("rasa", "tracker_store", "action_server")} == {"up"}


def test_bot_listens_again_after_a_turn_without_end(server: Any, sender: str) -> None:
    endless = server.turn(sender, press="/inform", label="打转").json()
    assert len(endless["messages"]) == 10  # Rasa's circuit breaker
    assert server.turn(sender, text="利率多少").json()["messages"] == [{"text": "年利率3.6%。"}]
