"""What was made cheaper must decide as Rasa's own code does."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rasa
import rasa.core.actions.forms
import rasa.core.policies.rule_policy
import rasa.core.processor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import FloatSlot, Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.runtime import lean, lean_rules

LISTEN = ActionExecuted("action_listen")
CHANGED = ("_find_action_from_rules", "_get_possible_keys", "_prediction_states")
INTENTS = ["greet", "stop", "inform", "ask_rate", "ask_card", "apply", "break_down", "unheard_of"]


@pytest.fixture(scope="module")
def agent(toy_model: Any) -> Agent:
    """The toy bot, in this process."""
    return Agent.load(toy_model)


@pytest.fixture(scope="module")
def policy(agent: Agent) -> RulePolicy:
    """The toy bot's trained rules."""
    nodes = agent.processor.graph_runner._instantiated_nodes
    [found] = [
        node._component for node in nodes.values() if isinstance(node._component, RulePolicy)
    ]
    return found


@pytest.fixture
def applied() -> Iterator[Callable[[bool], None]]:
    """Switch between Rasa's own prediction and the lean one."""
    stock = {name: getattr(RulePolicy, name) for name in CHANGED}

    def switch(lean_now: bool) -> None:
        for name, method in stock.items():
            setattr(RulePolicy, name, method)
        if lean_now:
            lean_rules.apply()

    yield switch
    switch(False)


def turn_of(intent: str, kind: str) -> list[Event]:
    """One turn up to some point: listening, answered, in the form, rejected, done."""
    said = UserUttered("话", {"name": intent}, [{"entity": "amount", "value": "1"}])
    entered = [ActionExecuted("loan_form"), ActiveLoop("loan_form"),
               SlotSet("requested_slot", "loan_amount")]  # fmt: skip
    ways = {
        "answered": [said, ActionExecuted("action_rate"), LISTEN],
        "entered": [said, *entered, LISTEN],
        "continued": [said, ActionExecuted("loan_form"), LISTEN],
        "rejected": [said, ActionExecutionRejected("loan_form"), ActionExecuted("utter_hello"),
                     LISTEN],
        "left": [said, ActionExecuted("action_deactivate_loop"), ActiveLoop(None),
                 SlotSet("requested_slot", None), LISTEN],
        "finished": [said, ActionExecuted("loan_form"), ActiveLoop(None),
                     SlotSet("requested_slot", None)],
        "open": [said],
        "half": [said, ActionExecuted("action_rate")],
        "declined": [said, ActionExecutionRejected("loan_form")],
    }  # fmt: skip
    return ways[kind]


WHOLE = ["answered", "entered", "continued", "rejected", "left"]
ENDS = [*WHOLE, "finished", "open", "half", "declined"]


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from(INTENTS), st.sampled_from(WHOLE)), max_size=8),
    st.tuples(st.sampled_from(INTENTS), st.sampled_from(ENDS)),
)
def test_lean_rules_predict_what_rasa_predicts(
    agent: Agent,
    policy: RulePolicy,
    applied: Callable[[bool], None],
    talk: list[Any],
    end: Any,
) -> None:
    events = [ActionExecuted("action_session_start"), SessionStarted(), LISTEN]
    events += [event for turn in [*talk, end] for event in turn_of(*turn)]
    found = []
    for lean_now in (False, True):
        applied(lean_now)
        tracker = DialogueStateTracker.from_events("s", events, agent.domain.slots)
        prediction = policy.predict_action_probabilities(tracker, agent.domain)
        found.append(
            (prediction.probabilities, prediction.events, prediction.is_end_to_end_prediction)
        )
    assert found[0] == found[1]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(INTENTS), st.sampled_from(ENDS)), max_size=6),
    st.integers(1, 40),
)
def test_latest_states_are_the_tail_of_all_states(
    agent: Agent, talk: list[Any], depth: int
) -> None:
    events = [event for turn in talk for event in turn_of(*turn)]
    tracker = DialogueStateTracker.from_events("s", [LISTEN, *events], agent.domain.slots)
    states = agent.domain.states_for_tracker_history(tracker)
    assert lean_rules.latest_states(tracker, agent.domain, depth) == states[-depth:]


def test_as_many_states_are_built_as_the_longest_rule_has() -> None:
    short, long = '[{"user": {"intent": "a"}}]', '[{}, {}, {"user": {"intent": "a"}}]'
    assert lean_rules.RuleIndex({short: "a"}).depth == 1
    assert lean_rules.RuleIndex({short: "a", long: "b"}).depth == 3


def test_rules_on_exact_words_are_still_looked_for() -> None:
    on_intent = '[{"prev_action": {"action_name": "action_listen"}, "user": {"intent": "greet"}}]'
    on_words = '[{"prev_action": {"action_name": "action_listen"}, "user": {"text": "您好"}}]'
    assert lean_rules.RuleIndex({on_intent: "a"}).on_words is False
    assert lean_rules.RuleIndex({on_intent: "a", on_words: "b"}).on_words is True


def test_index_leaves_few_rules_to_test(policy: RulePolicy) -> None:
    index = lean_rules.index_of(policy, policy.lookup[RULES])
    heard = {"prev_action": {"action_name": "action_listen"}, "user": {"intent": "greet"}}
    assert 1 <= len(index.candidates(heard)) < len(policy.lookup[RULES]) / 3


def test_copied_slot_is_another_with_the_same_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Slot, "__copy__", None, raising=False)
    lean.copy_slots_directly()
    import copy

    slot = FloatSlot("count", [{"type": "custom"}], initial_value=1.0)
    slot.value = 2.0
    twin = copy.copy(slot)
    assert type(twin) is FloatSlot
    assert vars(twin) == vars(slot)
    twin.value = 3.0
    assert slot.value == 2.0


@pytest.mark.parametrize(
    "module",
    [rasa.core.processor, rasa.core.policies.rule_policy, rasa.core.actions.forms],
)
def test_copies_serve_debug_logs_only(module: Any) -> None:
    source = inspect.getsource(module)
    uses = [match.start() for match in re.finditer(r"\bcopy\.", source)]
    assert uses
    for position in uses:
        before = source[:position]
        assert before.rfind("structlogger.debug(") > before.rfind("\n\n")


def test_other_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(RuntimeError, match=r"3\.6\.21"):
        lean.apply()
