"""Reads the policy over facts: every rule is looked at, and what it said is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
# Under which name the rules for an application's purpose stand.
FILES = {"loan": "policy.yml", "extension": "extension.yml"}
Fact = Decimal | int | bool | str | None


class Stage(StrEnum):
    """When the policy is read."""

    CREDIT = "credit"
    PAPERS = "papers"


class Outcome(StrEnum):
    """What a decision says, the gravest first."""

    DECLINED = "declined"
    REFERRED = "referred"
    NEEDS_DOCS = "needs_docs"
    CONDITIONS = "conditions"
    APPROVED = "approved"


_BY_RULE = {
    "decline": Outcome.DECLINED,
    "refer": Outcome.REFERRED,
    "needs_docs": Outcome.NEEDS_DOCS,
    "condition": Outcome.CONDITIONS,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy."""

    code: str
    fact: str
    above: Decimal | None
    equals: Fact
    outcome: Outcome
    family: str
    stages: frozenset[str]
    unless: str | None
    when: str | None
    missing: tuple[str, ...]
    condition: str | None

    def applies(self, stage: Stage, facts: Mapping[str, Fact]) -> bool:
        """Whether the rule is looked at."""
        if stage not in self.stages:
            return False
        if self.unless and facts.get(self.unless):
            return False
        return not self.when or bool(facts.get(self.when))

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Whether its fact is as it says; a fact that is not known never holds."""
        value = facts.get(self.fact)
        if value is None:
            return False
        if self.above is not None:
            return Decimal(str(value)) > self.above
        return value == self.equals


@dataclass(frozen=True, slots=True)
class Policy:
    """All rules in force and the figures that go with them."""

    version: str
    rules: tuple[Rule, ...]
    reapply_days: int
    review_work_days: int
    first_job_months: int
    waivers: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Verdict:
    """What the policy says: the outcome, why, and each rule that was looked at."""

    outcome: Outcome
    code: str | None = None
    family: str | None = None
    missing: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    looked_at: list[dict[str, Any]] = field(default_factory=list)


def _rule(entry: Mapping[str, Any]) -> Rule:
    above = entry.get("above")
    return Rule(
        code=entry["code"],
        fact=entry["fact"],
        above=None if above is None else Decimal(str(above)),
        equals=entry.get("is"),
        outcome=_BY_RULE[entry["outcome"]],
        family=entry["family"],
        stages=frozenset(entry["stages"]),
        unless=entry.get("unless"),
        when=entry.get("when"),
        missing=tuple(entry.get("missing", ())),
        condition=entry.get("condition"),
    )


@lru_cache(maxsize=len(FILES))
def policy(purpose: str = "loan") -> Policy:
    """The policy in force for a purpose; raises `KeyError` for a rule that is incomplete."""
    document = yaml.safe_load((DATA / FILES[purpose]).read_text("utf-8"))
    return Policy(
        version=document["version"],
        rules=tuple(_rule(entry) for entry in document["rules"]),
        reapply_days=document["reapply_days"],
        review_work_days=document["review_work_days"],
        first_job_months=document["first_job_months"],
        waivers=tuple(document["waivers"]),
    )


def decide(stage: Stage, facts: Mapping[str, Fact], chosen: Policy | None = None) -> Verdict:
    """The gravest outcome of the rules that hold; conditions and papers are gathered."""
    used = chosen or policy()
    looked_at: list[dict[str, Any]] = []
    hits: list[Rule] = []
    for rule in used.rules:
        if not rule.applies(stage, facts):
            continue
        holds = rule.holds(facts)
        told = facts.get(rule.fact)
        limit = str(rule.above) if rule.above is not None else str(rule.equals)
        looked_at.append(
            {"code": rule.code, "fact": rule.fact, "value": str(told), "limit": limit, "hit": holds}
        )
        if holds:
            hits.append(rule)
    order = list(Outcome)
    outcome = min((rule.outcome for rule in hits), key=order.index, default=Outcome.APPROVED)
    first = next((rule for rule in hits if rule.outcome is outcome), None)
    return Verdict(
        outcome=outcome,
        code=first.code if first else None,
        family=first.family if first else None,
        missing=tuple(dict.fromkeys(name for rule in hits for name in rule.missing)),
        conditions=tuple(dict.fromkeys(rule.condition for rule in hits if rule.condition)),
        looked_at=looked_at,
    )
