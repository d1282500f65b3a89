"""A shortened history must lead to the same state, and to the same decisions, as the whole."""

from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Event,
    FollowupAction,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.runtime.checkpoint import checkpoint, cut_position, is_checkpoint, turn_starts

DOMAIN = Domain.from_dict(
    {
        "intents": ["inform", "apply", "ask", "stop"],
        "entities": ["amount"],
        "slots": {
            "amount": {"type": "text", "mappings": [{"type": "custom"}]},
            "term": {"type": "any", "mappings": [{"type": "custom"}]},
            "parked": {"type": "list", "influence_conversation": False,
                       "mappings": [{"type": "custom"}]},
            "count": {"type": "float", "initial_value": 1.0, "mappings": [{"type": "custom"}]},
        },
        "forms": {"a_form": {"required_slots": ["amount"]}, "b_form": {"required_slots": ["term"]}},
        "actions": ["action_answer", "action_unanswered"],
    }
)  # fmt: skip
LISTEN = "action_listen"


def said(intent: str) -> UserUttered:
    """A message, understood."""
    amount = {"entity": "amount", "value": "1.00"}
    return UserUttered(f"说{intent}", {"name": intent, "confidence": 0.9}, [amount])


@dataclass
class Talk:
    """Writes down what Rasa would: forms are activated once, and only an active form answers."""

    events: list[Event]
    loop: str | None = None

    def play(self, kind: str, form: str, value: Any) -> None:
        """Add a turn of a kind; one that the talk has no place for becomes one that it has.

        Without an active form nothing answers one. An active form hears every message first, so
        that a question reaches its own action only through it, and it is not entered again.
        """
        if kind in ("informs", "digresses", "is_stuck", "stops") and self.loop is None:
            kind = "asks"
        elif kind in ("begins", "is_switched_on") and self.loop == form:
            kind = "informs"
        getattr(self, f"_{kind}")(form, value)
        self.events.append(ActionExecuted(LISTEN))

    def _enter(self, form: str) -> list[Event]:
        entered = [] if self.loop == form else [ActiveLoop(form)]
        self.loop = form
        return [ActionExecuted(form), *entered, SlotSet("requested_slot", "amount")]

    def _begins(self, form: str, value: Any) -> None:
        self.events += [said("apply"), SlotSet("parked", ["x", self.loop]), *self._enter(form)]

    def _follows(self, form: str, value: Any) -> None:
        answer = [said("ask"), ActionExecuted("action_answer"), FollowupAction(form)]
        self.events += [*answer, *self._enter(form)]

    def _is_switched_on(self, form: str, value: Any) -> None:
        self.events += [said("ask"), ActionExecuted("action_answer"), ActiveLoop(form)]
        self.loop = form

    def _informs(self, form: str, value: Any) -> None:
        self.events += [said("inform"), SlotSet("amount", value), ActionExecuted(self.loop)]
        self.events += [SlotSet("amount", value), SlotSet("count", 2.0), BotUttered("多少？")]

    def _digresses(self, form: str, value: Any) -> None:
        rejected = [said("ask"), ActionExecutionRejected(self.loop)]
        back = [LoopInterrupted(True), ActionExecuted(self.loop)]
        self.events += [*rejected, ActionExecuted("action_answer"), BotUttered("答"), *back]

    def _is_stuck(self, form: str, value: Any) -> None:
        rejected = [said("ask"), ActionExecutionRejected(self.loop)]
        self.events += [*rejected, ActionExecuted("action_unanswered")]

    def _stops(self, form: str, value: Any) -> None:
        left = [ActionExecuted("action_deactivate_loop"), ActiveLoop(None)]
        self.events += [said("stop"), *left, SlotSet("requested_slot", None)]
        self.loop = None

    def _asks(self, form: str, value: Any) -> None:
        through = [ActionExecuted(self.loop), FollowupAction("action_answer")] if self.loop else []
        answered = [ActionExecuted("action_answer"), BotUttered("答")]
        self.events += [said("ask"), *through, *answered]

    def _pauses(self, form: str, value: Any) -> None:
        self.events += [said("ask"), ConversationPaused()]

    def _resumes(self, form: str, value: Any) -> None:
        self.events += [said("ask"), ConversationResumed()]

    def _takes_back(self, form: str, value: Any) -> None:
        fallback = ActionExecuted("action_default_fallback")
        self.events += [said("ask"), fallback, UserUtteranceReverted()]


def recent_states(tracker: DialogueStateTracker) -> list[Any]:
    """What a rule of one turn can see: the states since the bot listened last.

    The values that slots had before the latest state are not kept: no rule of ours asks for them.
    """
    states = tracker.past_states(DOMAIN)
    heard = [n for n, s in enumerate(states) if s.get("prev_action") == {"action_name": LISTEN}]
    *earlier, latest = states[heard[-1] :]
    without = [{part: of for part, of in state.items() if part != "slots"} for state in earlier]
    return [*without, latest]


USUAL = ["begins", "follows", "informs", "digresses", "is_stuck", "stops", "asks", "pauses",
         "resumes"]  # fmt: skip
forms = st.sampled_from(["a_form", "b_form"])
values = st.sampled_from(["15.00", None, 3, ["x"], {"k": [1, "二"]}])
usual_turns = st.tuples(st.sampled_from(USUAL), forms, values)
turns = st.tuples(st.sampled_from([*USUAL, "takes_back"]), forms, values)
any_turns = st.tuples(st.sampled_from([*USUAL, "takes_back", "is_switched_on"]), forms, values)


def tracker_of(events: list[Event]) -> DialogueStateTracker:
    """Replay events."""
    return DialogueStateTracker.from_events("s", events, DOMAIN.slots)


def knowledge(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All that decides what happens next, apart from the list of events."""
    known = tracker.current_state()
    known.pop("latest_event_time")
    return known


def talk_of(*parts: list[Any]) -> tuple[list[Event], list[int]]:
    """A conversation of several parts, and where each part ends."""
    start = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(LISTEN)]
    talk, ends = Talk(start), []
    for part in parts:
        for turn in part:
            talk.play(*turn)
        ends.append(len(talk.events))
    return talk.events, ends


# The same talks in every run: a pause in mid-form shows an older message in `past_states` than
# the whole history does, which no rule without conditions can notice.
@settings(deadline=None, max_examples=300, derandomize=True)
@given(
    st.lists(turns, min_size=1, max_size=12),
    st.lists(usual_turns, min_size=3, max_size=4),
    turns,
)
def test_shortened_history_leads_to_the_same_state_and_next_states(
    first: list[Any], kept: list[Any], following: Any
) -> None:
    events, (cut, end, _) = talk_of(first, kept, [following])
    made = checkpoint("s", events[:cut], DOMAIN.slots)
    whole, short = tracker_of(events[:end]), tracker_of(made + events[cut:end])
    assert knowledge(short) == knowledge(whole)
    assert knowledge(short.copy()) == knowledge(whole)
    for event in events[end:]:
        whole.update(event, DOMAIN)
        short.update(event, DOMAIN)
        assert knowledge(short) == knowledge(whole)
        assert recent_states(short) == recent_states(whole)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(any_turns, min_size=1, max_size=10),
    st.lists(any_turns, min_size=1, max_size=10),
    usual_turns,
)
def test_checkpoint_of_a_checkpoint_knows_the_same(
    first: list[Any], second: list[Any], following: Any
) -> None:
    events, (cut, end, _) = talk_of(first, second, [following])
    made = checkpoint("s", events[:cut], DOMAIN.slots)
    again = checkpoint("s", made + events[cut:end], DOMAIN.slots)
    assert knowledge(tracker_of(again + events[end:])) == knowledge(tracker_of(events))
    assert len(again) <= 20 + len(DOMAIN.slots)


def test_cut_leaves_the_wanted_events_and_begins_with_a_message() -> None:
    events, _ = talk_of([("begins", "a_form", None)] + 20 * [("informs", "a_form", "1.00")])
    position = cut_position(events, keep=20)
    assert position in turn_starts(events)
    assert isinstance(events[position], UserUttered)
    assert 20 <= len(events) - position < 20 + 7


def test_nothing_is_cut_twice() -> None:
    events, _ = talk_of(5 * [("asks", "a_form", None)])
    position = cut_position(events, keep=6)
    made = checkpoint("s", events[:position], DOMAIN.slots)
    assert all(is_checkpoint(event) for event in made)
    assert not any(is_checkpoint(event) for event in events)
    assert cut_position(made + events[position:], keep=6) is None
    assert cut_position(events[:3], keep=1) is None
