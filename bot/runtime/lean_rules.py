"""RulePolicy's prediction without work that cannot change its result (Rasa 3.6.21).

For every prediction Rasa builds the state after *each* action of the conversation and tests
*every* rule, twice: once for rules on the customer's exact words, once for rules on intents
(`core/policies/rule_policy.py`, `_predict`). Here

* only as many of the latest states are built as the longest rule has;
* rules are looked up by the two things nearly all of them name, previous action and intent;
* the pass for exact words is left out when no rule could match there.

The rules found are the same; `tests/bot/runtime/test_lean.py` compares with Rasa's own.
"""

import json
from collections import defaultdict, deque
from typing import Any

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, SHOULD_NOT_BE_SET
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

ANY = None


def _named(state: State, part: str, name: str) -> str | None:
    """The value a state has at `part.name`; ANY when a rule leaves it open."""
    value = state.get(part, {}).get(name)
    return value if isinstance(value, str) and value != SHOULD_NOT_BE_SET else ANY


class RuleIndex:
    """The rules of one lookup by what their last state asks for."""

    def __init__(self, lookup: dict[str, str]) -> None:
        """Read all rules of a lookup once."""
        self.depth = 1
        self.on_words = False
        self._keys: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
        for key in lookup:
            states = json.loads(key)
            last = states[-1]
            action = _named(last, "prev_action", "action_name")
            intent = _named(last, "user", "intent")
            self._keys[action, intent].append(key)
            self.depth = max(self.depth, len(states))
            if intent is ANY and action in (ANY, ACTION_LISTEN_NAME):
                self.on_words = True

    def candidates(self, state: State) -> set[str]:
        """Every rule that could apply to a conversation whose last state is `state`."""
        action = _named(state, "prev_action", "action_name")
        intent = _named(state, "user", "intent")
        found: set[str] = set()
        for wanted in {(action, intent), (action, ANY), (ANY, intent), (ANY, ANY)}:
            found.update(self._keys.get(wanted, ()))
        return found


def index_of(policy: RulePolicy, lookup: dict[str, str]) -> RuleIndex:
    """The index of one of a policy's lookups, made at first use; a lookup never changes."""
    kept = policy.__dict__.setdefault("_rule_indexes", {})
    known = kept.get(id(lookup))
    if known is None or known[0] is not lookup:
        known = kept[id(lookup)] = (lookup, RuleIndex(lookup))
    return known[1]


def get_possible_keys(policy: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """In place of `RulePolicy._get_possible_keys`."""
    possible = index_of(policy, lookup).candidates(states[-1])
    for turn, state in enumerate(reversed(states)):
        possible = {key for key in possible if policy._is_rule_applicable(key, turn, state)}
        if not possible:
            break
    return possible


def prediction_states(
    policy: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool = False,
    rule_only_data: dict[str, Any] | None = None,
) -> list[State]:
    """In place of `Policy._prediction_states`: the latest states only."""
    lookups = (policy.lookup[RULES], policy.lookup[RULES_FOR_LOOP_UNHAPPY_PATH])
    depth = max(index_of(policy, lookup).depth for lookup in lookups)
    states = latest_states(tracker, domain, depth)
    policy.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
    return states


def latest_states(tracker: DialogueStateTracker, domain: Domain, depth: int) -> list[State]:
    """The last `depth` of `Domain.states_for_tracker_history`, without building the others."""
    events = tracker.applied_events()
    unseen = sum(isinstance(event, ActionExecuted) for event in events) + 1 - depth
    replayed = tracker.init_copy()
    states: deque[State] = deque()
    for event in events:
        if isinstance(event, ActionExecuted):
            unseen -= 1
            if unseen < 0:
                states.append(domain.get_active_state(replayed))
        replayed.update(event)
    states.append(domain.get_active_state(replayed))
    return list(states)


def apply() -> None:
    """Let every RulePolicy of this process predict this way."""
    stock_find = RulePolicy._find_action_from_rules

    def find(
        policy: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and not index_of(policy, policy.lookup[RULES]).on_words:
            return None, None, False
        return stock_find(policy, tracker, domain, use_text_for_last_user_input)

    RulePolicy._find_action_from_rules = find
    RulePolicy._get_possible_keys = get_possible_keys
    RulePolicy._prediction_states = prediction_states
