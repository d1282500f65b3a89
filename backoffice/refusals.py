"""The one exception by which the back office says no; its sentences are in `refusals.yml`."""

from typing import Any

from backoffice.wording import wording
from foundation.problems import Problem

STATUS = {
    "ACTOR_MISSING": 400,
    "STAFF_ONLY": 403,
    "LEVEL_TOO_LOW": 403,
    "CONSENT_REQUIRED": 403,
    "APPLICATION_UNKNOWN": 404,
    "PARTY_UNKNOWN": 404,
    "STATE_CONFLICT": 409,
    "APPLICATION_OPEN": 409,
    "CUSTOMER_UNKNOWN": 404,
    "LOAN_UNKNOWN": 404,
    "TRIAL_VOID": 409,
    "NOTHING_TO_PAY": 409,
    "ERRAND_UNKNOWN": 404,
    "ERRAND_OPEN": 409,
    "ERRAND_UNDERWAY": 409,
    "ERRAND_NOT_NOW": 409,
    "POLICY_NOT_READ": 409,
    "CHANGE_UNKNOWN": 404,
    "CHANGE_OPEN": 409,
    "CHANGE_UNDERWAY": 409,
    "CHANGE_NOT_NOW": 409,
    "ID_RENEWAL_FIRST": 409,
    "PHONE_HELD": 409,
    "PHONE_TAKEN": 409,
    "PHONE_BUSY": 409,
    "OFFER_UNKNOWN": 404,
    "UPGRADE_NOT_NOW": 409,
    "VISIT_UNKNOWN": 404,
    "VISIT_STANDS": 409,
    "VISIT_OVER": 409,
    "LEAD_UNKNOWN": 404,
    "CHECK_UNKNOWN": 404,
    "LINK_GONE": 410,
    "CARD_LOCKED": 429,
    "OUTSIDE_SILENT": 503,
    "TIMESTAMP_UNAVAILABLE": 503,
    "CONTRACT_UNKNOWN": 404,
    "SEALED_PAPER_UNKNOWN": 404,
    "DOCUMENT_UNKNOWN": 404,
    "COST_SHEET_CHANGED": 409,
    "COST_SHEET_NOT_CONFIRMED": 409,
    "ALREADY_SIGNED": 409,
    "SIGNING_TEXT_CHANGED": 409,
    "SIGNING_BLOCKED": 409,
    "SLOT_TAKEN": 409,
    "APPOINTMENT_UNKNOWN": 404,
    "REPORT_FINAL": 409,
    "IDENTITY_DONE": 409,
    "IDENTITY_FIRST": 409,
    "VIDEO_NOT_ASKED": 409,
    "CONSENT_TEXT_CHANGED": 409,
    "TEXT_CHANGED": 409,
    "PARTY_TWICE": 409,
    "DRIVER_NAMED": 409,
    "DRIVER_NEEDLESS": 409,
    "LINK_NEEDLESS": 409,
    "CLOCK_BACKWARDS": 409,
    "IDEMPOTENCY_KEY_REUSED": 409,
    "QUOTE_EXPIRED": 409,
    "SANDBOX_ONLY": 403,
    "UNAUTHENTICATED": 401,
    "PAPER_UNKNOWN": 404,
    "PAPER_NOT_TO_CONFIRM": 409,
    "PAPER_KEPT": 409,
    "APPLICATION_CLOSED": 409,
    "PAPER_NOT_SCANNED": 503,
    "VEHICLE_UNKNOWN": 404,
    "TRIM_UNKNOWN": 404,
    "PRODUCT_UNKNOWN": 404,
    "QUOTE_UNKNOWN": 404,
    "PLAN_UNKNOWN": 404,
}
# Everything else is understood but against a rule of the lender.
RULE_STATUS = 422


class Refusal(Problem):
    """A refusal named by its code; `figures` fill the sentence, `allowed` tells the way back in."""

    def __init__(self, code: str, *, allowed: dict[str, Any] | None = None, **figures: Any) -> None:
        title = wording("refusals.yml").say(code, **figures)
        extra: dict[str, Any] = {"allowed": allowed} if allowed else {}
        super().__init__(title, status=STATUS.get(code, RULE_STATUS), code=code, **extra)
