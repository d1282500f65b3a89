"""Decisions of the gate: made, kept with every rule's outcome, read back in words."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.care.gate import Facts, Intent, Outcome, Verdict, decide
from backoffice.care.models import CareDecision
from backoffice.care.rules import WORDS, gate
from backoffice.care.schemas import DecisionView, RuleView
from backoffice.clock.service import SHANGHAI
from backoffice.customers.finding import customer_for
from backoffice.numbers import fresh_number
from backoffice.refusals import Refusal
from backoffice.wording import wording

MOMENTS = wording("care/wording/moments.yml")
MOST_SHOWN = 100


def _row(outcome: Outcome) -> dict[str, object]:
    return {
        "rule": outcome.rule,
        "ok": outcome.ok,
        "figures": dict(outcome.figures),
        "text": outcome.text,
    }


def _made(
    facts: Facts, intent: Intent, verdict: Verdict, customer_id: str, contract_no: str, moment: str
) -> CareDecision:
    return CareDecision(
        decision_no=fresh_number("G", facts.today),
        customer_id=customer_id,
        contract_no=contract_no,
        moment=moment,
        sort=intent.sort,
        topic=intent.topic,
        situation=intent.when,
        decided_on=facts.today,
        decided_at=facts.at,
        rules_version=gate().version,
        allowed=verdict.allowed,
        outcomes=[_row(outcome) for outcome in verdict.outcomes],
        kept_back=False,
    )


def weigh(
    session: Session,
    facts: Facts,
    intent: Intent,
    *,
    customer_id: str,
    contract_no: str,
    moment: str,
) -> CareDecision:
    """Decide and keep it; the same decision of a day with the same outcomes is kept once."""
    made = _made(facts, intent, decide(gate(), facts, intent), customer_id, contract_no, moment)
    query = sa.select(CareDecision).where(
        CareDecision.customer_id == customer_id,
        CareDecision.decided_on == facts.today,
        CareDecision.moment == moment,
        CareDecision.contract_no == contract_no,
        CareDecision.situation == intent.when,
        CareDecision.rules_version == made.rules_version,
    )
    same = (one for one in session.scalars(query) if one.outcomes == made.outcomes)
    if (before := next(same, None)) is not None:
        return before
    session.add(made)
    session.flush()
    return made


def decisions_of(session: Session, customer_id: str) -> Sequence[CareDecision]:
    """A customer's decisions, newest first."""
    query = sa.select(CareDecision).where(CareDecision.customer_id == customer_id)
    order = (CareDecision.decided_at.desc(), CareDecision.decision_no)
    return session.scalars(query.order_by(*order).limit(MOST_SHOWN)).all()


def of_offer(session: Session, actor: Actor, offer_id: str) -> CareDecision:
    """Why an offer was shown; raises `Refusal` (OFFER_UNKNOWN) for another's."""
    query = sa.select(CareDecision).where(
        CareDecision.offer_id == offer_id, CareDecision.allowed.is_(True)
    )
    found = session.scalars(query.order_by(CareDecision.decided_at.desc()).limit(1)).first()
    if found is None:
        raise Refusal("OFFER_UNKNOWN")
    try:
        customer_for(session, actor, found.customer_id)
    except Refusal as refusal:
        raise Refusal("OFFER_UNKNOWN") from refusal
    return found


def _at(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).isoformat()


def decision_view(decision: CareDecision) -> DecisionView:
    """A decision with every rule that was looked at, in words."""
    against = sum(outcome["ok"] is False for outcome in decision.outcomes)
    said = "verdict_yes" if decision.allowed else "verdict_no"
    return DecisionView(
        decision_no=decision.decision_no,
        moment=decision.moment,
        moment_zh=MOMENTS.say(f"name_{decision.moment}"),
        sort=decision.sort,
        situation=decision.situation,
        contract_no=decision.contract_no or None,
        decided_at=_at(decision.decided_at),
        allowed=decision.allowed,
        said=decision.allowed and not decision.kept_back,
        summary=WORDS.say(said, count=against),
        rules_version=decision.rules_version,
        offer_id=decision.offer_id,
        rules=[
            RuleView(
                rule=outcome["rule"],
                name=WORDS.say(f"name_{outcome['rule']}"),
                ok=outcome["ok"],
                text=outcome["text"],
                figures=outcome["figures"],
            )
            for outcome in decision.outcomes
            if outcome["ok"] is not None
        ],
    )
