"""What the recorded figures promise, and that the measuring itself counts rightly.

The whole comparison runs by `make evaluate`; here a model on n-grams alone is trained on a third
of the examples, which takes seconds, and must not fall far below what such a model can do.
"""

import pytest

from bot.intents.features import Weights
from evaluation import arms, figures, record, sets

# What the assistant must reach on the development set besides the right intents.
LEAST = {"out_of_scope_refused": 0.85, "entity_f1": 0.93}
MOST = {"false_refusal": 0.02}
QUICK_LEAST = 0.72


@pytest.fixture(scope="module")
def recorded() -> dict:
    found = record.load()
    assert found, "no recorded figures: python -m evaluation.run --record"
    return found


@pytest.mark.parametrize("name", sorted(LEAST))
def test_recorded_figures_are_high_enough(recorded: dict, name: str) -> None:
    assert recorded["dev"][name] >= LEAST[name]


@pytest.mark.parametrize("name", sorted(MOST))
def test_recorded_figures_are_low_enough(recorded: dict, name: str) -> None:
    assert recorded["dev"][name] <= MOST[name]


def test_the_chosen_model_is_recorded_as_the_best_on_cross_validation(recorded: dict) -> None:
    crossed = {
        name: line["cross_validation"]["intent_accuracy"]
        for name, line in recorded["arms"].items()
        if line["cross_validation"]["utterances"] == recorded["examples"]
    }
    assert crossed[arms.CHOSEN] >= max(crossed.values()) - 0.005


def test_a_quick_model_reaches_the_development_set() -> None:
    assert sets.development_set().exists(), f"no development set at {sets.development_set()}"
    model = arms.fit((Weights(e5=0, use=0), 1), arms.third(sets.training()))
    rows = sets.labelled(sets.development_set())
    got = figures.names(model.read(arms.messages_of(rows)))
    found = figures.figures([row["intent"] for row in rows], got)
    assert found.intent_accuracy is not None and found.intent_accuracy >= QUICK_LEAST


def test_figures_count_both_ways_of_refusing() -> None:
    found = figures.figures(
        ["ask_rate", "ask_rate", "thank", "out_of_scope", "out_of_scope"],
        ["ask_rate", "nlu_fallback", "greet", "nlu_fallback", "ask_rate"],
    )
    assert found == figures.Figures(5, 0.3333, 0.5, 0.3333)


@pytest.mark.parametrize(
    ("before", "now", "fell"),
    [
        ({"intent_accuracy": 0.94}, {"intent_accuracy": 0.935}, 0),
        ({"intent_accuracy": 0.94}, {"intent_accuracy": 0.92}, 1),
        ({"false_refusal": 0.01}, {"false_refusal": 0.03}, 1),
        ({"false_refusal": 0.03}, {"false_refusal": 0.01}, 0),
        ({}, {"intent_accuracy": 0.1}, 0),
    ],
)
def test_only_a_fall_of_more_than_a_point_counts(before: dict, now: dict, fell: int) -> None:
    assert len(record.falls(before, now)) == fell
