"""The rules of the gate, read from `data/gate.yml`, with their sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from backoffice.wording import wording

WORDS = wording("care/wording/gate.yml")
DATA = Path(__file__).parent / "data" / "gate.yml"
SERVICE, MARKETING = "service", "marketing"
PUSH, BESIDE, ASKED = "push", "beside", "asked"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: which test, for what it is looked at, and what the test compares with."""

    id: str
    test: str
    concerns: frozenset[str]
    when: frozenset[str]
    needs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gate:
    """All rules in the order in which they are shown, and what counts as a hard time."""

    version: str
    rules: Sequence[Rule]
    trouble_errands: Mapping[str, str]
    trouble_callbacks: Mapping[str, str]

    def rule(self, rule_id: str) -> Rule:
        """The rule of that name."""
        return next(rule for rule in self.rules if rule.id == rule_id)

    def most_days(self) -> int:
        """How far back any rule looks."""
        days: list[int] = [rule.needs.get("days", 0) for rule in self.rules]
        return max(days)


def _rule(raw: Mapping[str, Any]) -> Rule:
    return Rule(
        raw["id"],
        raw["test"],
        frozenset(raw["concerns"]),
        frozenset(raw["when"]),
        raw.get("needs", {}),
    )


@cache
def gate() -> Gate:
    """The gate as it stands in `data/gate.yml`."""
    raw = yaml.safe_load(DATA.read_text("utf-8"))
    return Gate(
        version=raw["version"],
        rules=[_rule(rule) for rule in raw["rules"]],
        trouble_errands=raw["troubles"]["errands"],
        trouble_callbacks=raw["troubles"]["callbacks"],
    )
