"""Calls of the action server: one compiled validator, kept connections, failures that surface."""

import asyncio
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError

from bot.runtime import remote_action
from bot.runtime.remote_action import ActionEndpoint, ActionFailed, ActionServerUnavailable
from tests.bot.runtime.fake_actions import FakeActions


@pytest.fixture
def actions() -> Iterator[FakeActions]:
    """An action server of the test's own."""
    running = FakeActions()
    yield running
    running.close()


@pytest.fixture
def applied() -> Iterator[None]:
    """The validator in place, and gone afterwards."""
    stock = (RemoteAction._validate_action_result, RemoteAction._action_call_format)
    remote_action.apply()
    yield
    RemoteAction._validate_action_result, RemoteAction._action_call_format = stock


def call(endpoint: ActionEndpoint, times: int = 1, action: str = "action_rate") -> Any:
    """Call an action one or more times over one endpoint; return the last answer."""

    async def calls() -> Any:
        answer = None
        try:
            for _ in range(times):
                answer = await endpoint.request(json={"next_action": action})
        finally:
            await endpoint.close()
        return answer

    return asyncio.run(calls())


def test_schema_is_compiled_once(applied: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("the schema was compiled again")

    monkeypatch.setattr(jsonschema, "validate", never)
    for kind in (jsonschema.Draft7Validator, jsonschema.Draft202012Validator):
        monkeypatch.setattr(kind, "check_schema", never)
    action = RemoteAction("action_rate", None)
    good = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": []}
    assert action._validate_action_result(good) is True


@pytest.mark.parametrize(
    "answer",
    [
        {"events": "none", "responses": []},
        {"events": [{"event": "slot"}], "responses": []},
        {"events": [{"no": "event"}], "responses": []},
        {"events": [], "responses": ["text"]},
    ],
)
def test_malformed_answer_is_refused_as_rasa_would(applied: None, answer: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer, RemoteAction.action_response_format_spec())
    with pytest.raises(ActionFailed):
        RemoteAction("action_rate", None)._validate_action_result(answer)


@pytest.mark.parametrize(
    ("action", "parts"),
    [
        ("action_rate", None),
        ("validate_loan_form", {"slots", "forms"}),
        ("action_validate_slot_mappings", {"slots", "forms"}),
    ],
)
def test_only_validation_of_forms_gets_a_domain_and_only_what_it_reads(
    applied: None, action: str, parts: set[str] | None
) -> None:
    domain = Domain.from_dict(
        {
            "slots": {"amount": {"type": "text", "mappings": [{"type": "custom"}]}},
            "forms": {"loan_form": {"required_slots": ["amount"]}},
            "responses": {"utter_a": [{"text": "好"}]},
        }
    )
    endpoint = ActionEndpoint("http://127.0.0.1:1/webhook", enable_selective_domain=True)
    tracker = DialogueStateTracker("s", domain.slots)
    for _ in range(2):  # the second time from what is kept
        call = RemoteAction(action, endpoint)._action_call_format(tracker, domain)
        assert (set(call["domain"]) if "domain" in call else None) == parts
    if parts:
        assert call["domain"]["forms"]["loan_form"] == {"required_slots": ["amount"]}
        assert call["domain"]["slots"]["amount"]["mappings"] == [{"type": "custom"}]


def test_other_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with pytest.raises(RuntimeError, match=r"3\.6\.21"):
        remote_action.apply()


def test_calls_share_a_connection(actions: FakeActions) -> None:
    answer = call(ActionEndpoint(f"{actions.url}/webhook"), times=20)
    assert answer["responses"][0]["response"] == "utter_rate"
    assert len(actions.calls) == 20
    assert actions.connections == 1


def test_dead_server_and_broken_action_are_told_apart(actions: FakeActions) -> None:
    with pytest.raises(ActionFailed):
        call(ActionEndpoint(f"{actions.url}/webhook"), action="action_break")
    actions.close()
    with pytest.raises(ActionServerUnavailable):
        call(ActionEndpoint(f"{actions.url}/webhook"))


def test_rejection_keeps_its_meaning(actions: FakeActions, monkeypatch: pytest.MonkeyPatch) -> None:
    rejection = {"action_name": "validate_loan_form", "error": "no"}
    monkeypatch.setattr(actions, "respond", lambda body: (400, rejection))
    with pytest.raises(ClientResponseError) as found:
        call(ActionEndpoint(f"{actions.url}/webhook"))
    assert found.value.status == 400
    assert b"validate_loan_form" in found.value.text


def test_call_carries_recent_events_and_all_slots_only(server: Any, sender: str) -> None:
    server.turn(sender, press='/inform{"amount:loan": "150000.00"}', label="15万")
    sizes = []
    for _ in range(60):
        answer = server.turn(sender, press="/ask_rate", label="利率")
        assert answer.status_code == 200, answer.text
        sizes.append(server.actions.sizes[-1])
    sent = server.actions.calls[-1]
    assert sent["tracker"]["slots"]["loan_amount"] == "150000.00"
    assert "domain" not in sent
    assert len(sent["tracker"]["events"]) < 80
    assert max(sizes[40:]) <= 1.05 * max(sizes[10:40])
    assert len(server.tracker_of(sender)["events"]) > 300
