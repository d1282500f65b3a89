"""The policy by table: each rule by itself, at its limit and just beyond, and together."""

from decimal import Decimal
from typing import Any

import pytest

from backoffice.risk.policy import Fact, Outcome, Stage, decide, policy

GOOD: dict[str, Fact] = {
    "age_fault": False, "months_over_cap": -24, "burden": "green", "ltv_over_cap": Decimal(0),
    "ltv_pct": Decimal(70), "overdue_now": Decimal(0), "worst_overdue_days": Decimal(0),
    "late_payments": Decimal(0), "recent_queries": Decimal(1), "thin_file": False,
    "hard_fraud_flags": 0, "fraud_flags": 0, "papers_to_review": 0, "income_gap_pct": None,
    "loan": Decimal(150000), "co_borrower_pending": False, "first_job_short": False,
}  # fmt: skip

CREDIT, PAPERS = Stage.CREDIT, Stage.PAPERS
# stage, facts that differ, outcome, code, family
TABLE: list[tuple[Stage, dict[str, Any], Outcome, str | None, str | None]] = [
    (CREDIT, {}, Outcome.APPROVED, None, None),
    (PAPERS, {}, Outcome.APPROVED, None, None),
    (CREDIT, {"age_fault": True}, Outcome.DECLINED, "R01", "policy"),
    (CREDIT, {"months_over_cap": 0}, Outcome.APPROVED, None, None),
    (CREDIT, {"months_over_cap": 1}, Outcome.DECLINED, "R02", "policy"),
    (CREDIT, {"burden": "red"}, Outcome.DECLINED, "R03", "income_and_debt"),
    (PAPERS, {"burden": "red"}, Outcome.DECLINED, "R03", "income_and_debt"),
    (CREDIT, {"ltv_over_cap": Decimal("0.01")}, Outcome.DECLINED, "R04", "policy"),
    (CREDIT, {"overdue_now": Decimal("0.01")}, Outcome.DECLINED, "R05", "credit"),
    (CREDIT, {"worst_overdue_days": 89}, Outcome.APPROVED, None, None),
    (CREDIT, {"worst_overdue_days": 90}, Outcome.DECLINED, "R06", "credit"),
    (CREDIT, {"late_payments": 5}, Outcome.APPROVED, None, None),
    (CREDIT, {"late_payments": 6}, Outcome.REFERRED, "R07", "credit"),
    (CREDIT, {"recent_queries": 8}, Outcome.APPROVED, None, None),
    (CREDIT, {"recent_queries": 9}, Outcome.REFERRED, "R08", "credit"),
    (CREDIT, {"hard_fraud_flags": 1}, Outcome.DECLINED, "R09", "inconsistent"),
    (CREDIT, {"fraud_flags": 1}, Outcome.REFERRED, "R10", "inconsistent"),
    (CREDIT, {"papers_to_review": 1}, Outcome.APPROVED, None, None),
    (PAPERS, {"papers_to_review": 1}, Outcome.REFERRED, "R11", "inconsistent"),
    (PAPERS, {"income_gap_pct": Decimal(20)}, Outcome.APPROVED, None, None),
    (PAPERS, {"income_gap_pct": Decimal("20.1")}, Outcome.REFERRED, "R12", "inconsistent"),
    (CREDIT, {"loan": Decimal(300000)}, Outcome.APPROVED, None, None),
    (CREDIT, {"loan": Decimal("300000.01")}, Outcome.REFERRED, "R13", "policy"),
    (CREDIT, {"burden": "red", "co_borrower_pending": True}, Outcome.NEEDS_DOCS, "R14",
     "income_and_debt"),
    (CREDIT, {"burden": "amber"}, Outcome.NEEDS_DOCS, "R15", "income_and_debt"),
    (PAPERS, {"burden": "amber"}, Outcome.APPROVED, None, None),
    (CREDIT, {"thin_file": True}, Outcome.NEEDS_DOCS, "R16", "credit"),
    (PAPERS, {"first_job_short": True}, Outcome.CONDITIONS, "R17", "policy"),
    (CREDIT, {"first_job_short": True}, Outcome.APPROVED, None, None),
    (PAPERS, {"ltv_pct": Decimal("79.99")}, Outcome.APPROVED, None, None),
    (PAPERS, {"ltv_pct": Decimal(80)}, Outcome.CONDITIONS, "R18", "policy"),
    # The gravest wins.
    (CREDIT, {"burden": "amber", "recent_queries": 9}, Outcome.REFERRED, "R08", "credit"),
    (CREDIT, {"recent_queries": 9, "overdue_now": 1}, Outcome.DECLINED, "R05", "credit"),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "differs", "outcome", "code", "family"), TABLE)
def test_rules(
    stage: Stage, differs: dict[str, Any], outcome: Outcome, code: str | None, family: str | None
) -> None:
    verdict = decide(stage, GOOD | differs)
    assert (verdict.outcome, verdict.code, verdict.family) == (outcome, code, family)


def test_every_rule_is_tried_here() -> None:
    tried = {code for _, _, _, code, _ in TABLE if code}
    assert tried == {rule.code for rule in policy().rules}


def test_every_rule_that_was_looked_at_is_told() -> None:
    verdict = decide(CREDIT, GOOD | {"burden": "red"})
    looked_at = {line["code"]: line for line in verdict.looked_at}
    assert looked_at["R03"] == {
        "code": "R03", "fact": "burden", "value": "red", "limit": "red", "hit": True,
    }  # fmt: skip
    assert not looked_at["R05"]["hit"]
    applicable = {r.code for r in policy().rules if "credit" in r.stages and r.when is None}
    assert set(looked_at) == applicable


def test_conditions_and_papers_are_gathered() -> None:
    both = decide(PAPERS, GOOD | {"first_job_short": True, "ltv_pct": 80})
    assert both.conditions == ("guarantor_signature", "down_payment_receipt")
    asked = decide(CREDIT, GOOD | {"burden": "amber", "thin_file": True})
    assert asked.missing == ("bank_statement",)


def test_what_is_not_known_never_holds() -> None:
    assert decide(CREDIT, {}).outcome is Outcome.APPROVED
