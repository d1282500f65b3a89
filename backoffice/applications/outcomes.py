"""Decisions and conditions in words fit to show: a family of reasons, never a score."""

from backoffice.applications.models import Condition, Decision, Review
from backoffice.applications.schemas import ConditionView, DecisionView, ReviewView
from backoffice.parties.views import instant
from backoffice.wording import wording
from foundation.zh import day

WORDS = wording("applications/wording/decisions.yml")
DECLINED = "declined"


def _rights(decision: Decision) -> list[str]:
    rights = [WORDS.say("right_explanation"), WORDS.say("right_review")]
    if decision.reapply_after is not None:
        rights.append(WORDS.say("right_reapply", day=day(decision.reapply_after)))
    return [*rights, WORDS.say("right_deletion")]


def decision_view(decision: Decision | None, review: Review | None) -> DecisionView | None:
    """The newest decision; reasons and rights only where it is a refusal."""
    if decision is None:
        return None
    declined = decision.outcome == DECLINED
    asked = review is not None and review.decided_at is None
    return DecisionView.model_validate(
        {
            "outcome": decision.outcome,
            "reason_public": WORDS.say(decision.reason_family)
            if declined and decision.reason_family
            else None,
            "rights": _rights(decision) if declined else [],
            "reapply_after": decision.reapply_after.isoformat() if decision.reapply_after else None,
            "review": ReviewView.model_validate(
                {"asked_at": instant(review.asked_at), "due_by": instant(review.due_by)}
            )
            if asked and review
            else None,
        }
    )


def condition_view(condition: Condition) -> ConditionView:
    """A condition and whether it is met."""
    return ConditionView(
        code=condition.code,
        label=WORDS.say(f"condition_{condition.code}"),
        met=condition.met_at is not None,
    )
