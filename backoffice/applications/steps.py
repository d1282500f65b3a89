"""Which step of the way a state belongs to."""

from functools import lru_cache
from pathlib import Path

import yaml

from backoffice.applications.lifecycle import State

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def steps() -> dict[str, tuple[State, ...]]:
    """The states of each step, in the order of the way."""
    entries = yaml.safe_load((DATA / "steps.yml").read_text("utf-8"))["steps"]
    return {entry["key"]: tuple(State(state) for state in entry["states"]) for entry in entries}


def step_of(state: State) -> str | None:
    """The step that is the current one in a state; None at an end."""
    return next((key for key, states in steps().items() if state in states), None)
