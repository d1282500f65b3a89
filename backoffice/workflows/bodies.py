"""Which body does which kind of work; the bodies live in the rooms they belong to."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from backoffice.workflows.steps import Steps

Body = Callable[[Steps, str], None]
# Rooms that have work: a module `work` with `BODIES`, kind of work → body.
ROOMS = (
    "applications",
    "changes",
    "deliveries",
    "documents",
    "leads",
    "loans",
    "reminders",
    "servicing",
)


@cache
def bodies() -> Mapping[str, Body]:
    """All bodies by kind; raises `ValueError` when two rooms claim one kind."""
    found: dict[str, Body] = {}
    for room in ROOMS:
        for kind, body in import_module(f"backoffice.{room}.work").BODIES.items():
            if kind in found:
                raise ValueError(f"two bodies for {kind}")
            found[kind] = body
    return found
