"""When the end of a lease is chosen, and why not now."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from backoffice.lending.lease_end import Mileage
from backoffice.loans.looking import Look
from backoffice.loans.windows import LEASE_FROM_DAYS
from backoffice.wording import wording
from foundation.zh import day

WORDS = wording("servicing/wording/lease_end.yml")
ERRAND = "lease_end"
RETURN, BUYOUT, RENEW = "return", "buyout", "renew"
CHOICES = (RETURN, BUYOUT, RENEW)


@dataclass(frozen=True)
class Lease:
    """A lease as its end sees it."""

    at: Look

    @property
    def rules(self) -> Any:
        """The product's rules of its end."""
        return self.at.product.rules

    @property
    def end(self) -> date:
        """The lease's last day, on which the last rent is due."""
        return self.at.last_due

    @property
    def opens(self) -> date:
        """From when on the customer may choose."""
        return self.end - timedelta(days=LEASE_FROM_DAYS)

    @property
    def closes(self) -> date:
        """Until when he may."""
        return self.end - timedelta(days=self.rules["return_notice_days"]["decision_by"])

    @property
    def residual(self) -> Decimal:
        """What buying the car costs."""
        return self.at.balloon

    @property
    def buyout_fee(self) -> Decimal:
        """What the lender takes for it beside."""
        return Decimal(self.rules.get("buyout_fee", "0.00"))

    @property
    def renewal_months(self) -> list[int]:
        """Over how many months the residual may be leased on."""
        return list(self.rules["renew"]["terms"])

    @property
    def renewal_rate(self) -> Decimal:
        """At which yearly rate, in percent."""
        return Decimal(self.rules["renew"]["rate"])

    @cached_property
    def known_km(self) -> int | None:
        """The last reading that is known."""
        return (self.at.loan.lease or {}).get("current_km")

    @property
    def mileage(self) -> Mileage | None:
        """The contract's kilometres; None for a contract without a limit."""
        km = (self.at.loan.lease or {}).get("contract_km")
        if km is None:
            return None
        return Mileage(km, self.rules["km_tolerance"], self.at.product.excess_km_price)


def is_lease(at: Look) -> bool:
    """Whether the contract ends with a choice: hired, with a residual left."""
    return at.leased and at.balloon > 0


def reasons(at: Look) -> list[str]:
    """Why nothing can be chosen today; empty when it can."""
    if not at.leased:
        return [WORDS.say("no_lease")]
    if not at.running:
        return [WORDS.say("not_running")]
    if at.loan.total_loss:
        return [WORDS.say("total_loss")]
    if not is_lease(at):
        return [WORDS.say("no_choice")]
    lease = Lease(at)
    if at.today < lease.opens:
        return [WORDS.say("too_early", opens=day(lease.opens))]
    if at.today > lease.closes:
        return [WORDS.say("too_late", closes=day(lease.closes))]
    if at.overdue:
        return [WORDS.say("overdue_first")]
    return []
