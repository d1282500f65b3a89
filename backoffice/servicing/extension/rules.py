"""Who may repay his balloon in instalments, from when to when, and in words why not."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.changes.standing import identity_current
from backoffice.lending.extension import within_cap
from backoffice.loans.looking import Look
from backoffice.loans.running_models import Due
from backoffice.servicing.models import Errand
from backoffice.wording import wording
from foundation.zh import day, yuan

WORDS = wording("servicing/wording/extension.yml")
ERRAND = "extension"
# The last day for signatures lies so many days before the balloon's.
SIGNED_BEFORE = timedelta(days=3)
# Delays that stand against it: one of so many days ever, or so many of any in a year.
LONG_DELAY = 30
MOST_DELAYS = 2
YEAR = timedelta(days=365)
STANDING = ("ACCEPTED", "DONE")


def tenors(at: Look) -> list[int]:
    """Over how many months the balloon may be repaid, ascending."""
    rule = at.product.extension
    if rule is None or at.leased or not at.balloon:
        return []
    return within_cap(at.loan.months, rule.terms, rule.most_total_months)


def decide_by(at: Look) -> date:
    """The last day on which it can be ordered."""
    return at.last_due - timedelta(days=at.product.rules["extension"]["cutoff_days_before"])


def opens_on(at: Look) -> date:
    """The first day on which it can be ordered."""
    return at.last_due - timedelta(days=at.product.rules["extension"]["window_days_before"])


def sign_by(balloon_due: date) -> date:
    """The last day on which everybody has to have signed."""
    return balloon_due - SIGNED_BEFORE


def _extended_before(session: Session, contract_no: str) -> bool:
    query = sa.exists().where(
        Errand.contract_no == contract_no,
        Errand.errand == ERRAND,
        Errand.state.in_(STANDING),
    )
    return session.scalar(query.select()) is True


def _days_late(at: Look, due: Due) -> int:
    return max(0, ((due.paid_on or at.today) - due.due_date).days)


def _history(at: Look) -> list[str]:
    """What earlier delays say against it."""
    late = [(due.due_date, _days_late(at, due)) for due in at.dues if due.part == "instalment"]
    found = []
    if any(days > LONG_DELAY for _, days in late):
        found.append(WORDS.say("long_delay", days=LONG_DELAY))
    lately = sum(days > 0 and on > at.today - YEAR for on, days in late)
    if lately > MOST_DELAYS:
        found.append(WORDS.say("many_delays", count=lately, most=MOST_DELAYS))
    return found


def _window(at: Look) -> list[str]:
    if at.today < opens_on(at):
        return [WORDS.say("too_early", opens=day(opens_on(at)))]
    if at.today > decide_by(at):
        return [WORDS.say("too_late", closes=day(decide_by(at)))]
    return []


def reasons(session: Session, at: Look) -> list[str]:
    """Why it cannot be ordered today, each with how to mend it; empty when it can."""
    if not at.running:
        return [WORDS.say("not_running")]
    if at.loan.total_loss:
        return [WORDS.say("total_loss")]
    if _extended_before(session, at.loan.contract_no):
        return [WORDS.say("once")]
    if not tenors(at):
        return [WORDS.say("no_balloon")]
    found = _window(at)
    if at.overdue:
        owed = sum((due.open_amount for due in at.overdue[1:]), at.overdue[0].open_amount)
        found.append(WORDS.say("overdue", owed=yuan(owed)))
    found += _history(at)
    if not identity_current(session, at.loan.customer_id, at.today):
        found.append(WORDS.say("id_card"))
    if at.mandate is None or at.mandate.state != "active":
        found.append(WORDS.say("no_card"))
    return found
