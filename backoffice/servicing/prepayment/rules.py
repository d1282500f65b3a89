"""Why a part cannot be repaid early: by the product, by how the loan stands, by the house."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.loans.looking import Look
from backoffice.servicing.models import Errand
from backoffice.servicing.prepayment.planning import plan
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("servicing/wording/prepayment.yml")
ERRAND = "prepayment"
KEEP = Decimal(10_000)
MOST_A_YEAR = 2
NOT_DONE = ("CANCELLED", "FAILED")


def done_in(session: Session, contract_no: str, year: int) -> int:
    """How many part payments of a loan take effect in a calendar year."""
    query = sa.select(sa.func.count()).where(
        Errand.contract_no == contract_no,
        Errand.errand == ERRAND,
        Errand.state.not_in(NOT_DONE),
        Errand.effective_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return session.scalar(query.select_from(Errand)) or 0


def _barred(at: Look) -> str | None:
    """What the loan as it stands does not allow, whatever the amount."""
    rule = at.product.rules.get("partial_prepay") or {}
    if not at.running:
        return WORDS.say("not_running")
    if at.loan.total_loss:
        return WORDS.say("total_loss")
    if not rule.get("allowed"):
        name = "barred" if at.loan.annual_rate_pct else "barred_no_interest"
        return WORDS.say(name)
    if at.open_dues:
        return WORDS.say("due_first")
    if at.paid_periods < rule["after_paid"]:
        return WORDS.say("later", after=rule["after_paid"], paid=at.paid_periods)
    if len(at.coming) < 2:
        return WORDS.say("nearly_done")
    return None


def _amount_reasons(at: Look, amount: Decimal) -> list[str]:
    """What stands against this amount."""
    planned = plan(at, amount)
    if planned is None:
        return []
    lowest = Decimal(at.product.rules["partial_prepay"]["min_amount"])
    highest = planned.before - KEEP
    if highest < lowest:
        return [WORDS.say("too_little_left", before=yuan(planned.before))]
    if amount < lowest:
        return [WORDS.say("below", lowest=yuan(lowest))]
    if amount > highest:
        return [WORDS.say("above", before=yuan(planned.before), highest=yuan(highest))]
    return []


def reasons(session: Session, at: Look, amount: Decimal) -> list[str]:
    """Why this much cannot be repaid on the next due date; empty when it can."""
    barred = _barred(at)
    if barred:
        return [barred]
    found = _amount_reasons(at, amount)
    due = at.coming[0].due_date
    if done_in(session, at.loan.contract_no, due.year) >= MOST_A_YEAR:
        found.append(WORDS.say("often", year=due.year, most=MOST_A_YEAR))
    if at.standing.credit:
        found.append(WORDS.say("credit", credit=yuan(at.standing.credit)))
    if at.mandate is None or at.mandate.state != "active":
        found.append(WORDS.say("no_card"))
    return found
