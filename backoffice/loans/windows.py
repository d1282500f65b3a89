"""What can be done with a loan now, from when to when, and in words why not."""

from dataclasses import dataclass
from datetime import date, timedelta

from backoffice.loans.looking import Look
from backoffice.wording import wording
from foundation.zh import full_day

WORDS = wording("loans/wording/windows.yml")
SETTLE_AHEAD_DAYS = 30
LEASE_FROM_DAYS = 180
HARDSHIP_MOST_DAYS = 90
LEASE_ENDS = ("return", "buyout", "renew")


@dataclass(frozen=True, slots=True)
class Window:
    """An errand: allowed now or not, and between which days."""

    errand: str
    why_not: str | None = None
    opens: date | None = None
    closes: date | None = None

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it."""
        return self.why_not is None


def _pay_now(at: Look) -> Window:
    if not at.standing.due:
        return Window("pay_now", WORDS.say("nothing_due"))
    if at.mandate is None:
        return Window("pay_now", WORDS.say("no_card"), at.today)
    return Window("pay_now", None, at.today)


def _settle(at: Look) -> Window:
    if at.loan.total_loss and not at.loan.total_loss.get("paid"):
        return Window("settle", WORDS.say("total_loss"))
    return Window("settle", None, at.today, at.today + timedelta(days=SETTLE_AHEAD_DAYS))


def _prepay(at: Look) -> Window:
    rule = at.product.rules.get("partial_prepay") or {}
    opens = at.coming[0].due_date if at.coming else None
    if not rule.get("allowed"):
        return Window("prepay", WORDS.say("prepay_barred"))
    if at.overdue:
        return Window("prepay", WORDS.say("overdue_first"), opens)
    if at.paid_periods < rule["after_paid"]:
        return Window("prepay", WORDS.say("prepay_later", paid=rule["after_paid"]), opens)
    if len(at.coming) < 2:
        return Window("prepay", WORDS.say("nearly_done"))
    return Window("prepay", None, opens, at.last_due)


def _extend(at: Look) -> Window:
    rule = at.product.rules["extension"]
    opens = at.last_due - timedelta(days=rule["window_days_before"])
    closes = at.last_due - timedelta(days=rule["cutoff_days_before"])
    why_not = None
    if at.overdue:
        why_not = WORDS.say("overdue_first")
    elif at.today < opens:
        why_not = WORDS.say("too_early", opens=full_day(opens))
    elif at.today > closes:
        why_not = WORDS.say("too_late", closes=full_day(closes))
    return Window("extend", why_not, opens, closes)


def _lease_ends(at: Look) -> list[Window]:
    notice = at.product.rules["return_notice_days"]
    opens = at.last_due - timedelta(days=LEASE_FROM_DAYS)
    closes = at.last_due - timedelta(days=notice["decision_by"])
    why_not = None
    if at.today < opens:
        why_not = WORDS.say("too_early", opens=full_day(opens))
    elif at.today > closes:
        why_not = WORDS.say("lease_too_late", closes=full_day(closes))
    return [Window(errand, why_not, opens, closes) for errand in LEASE_ENDS]


def _hardship(at: Look) -> Window:
    late = at.days_past_due > HARDSHIP_MOST_DAYS
    return Window("hardship", WORDS.say("hardship_person") if late else None, at.today)


def windows(at: Look) -> list[Window]:
    """All errands that make sense for this loan."""
    if not at.running:
        lien = at.loan.lien or {}
        released = lien.get("status") == "RELEASED"
        return [Window("lien_release", WORDS.say("released") if released else None, at.today)]
    found = [_pay_now(at), _settle(at), _prepay(at)]
    if at.balloon and "extension" in at.product.rules:
        found.append(_extend(at))
    if at.leased:
        found += _lease_ends(at)
    return [*found, _hardship(at), Window("total_loss", None, at.today)]
