"""What repaying a balloon over more months costs, for each tenor, and who has to sign it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.opening import CUSTOMER_TYPES
from backoffice.customers.endpoints import mask_name
from backoffice.customers.models import Customer
from backoffice.forms import money, percent
from backoffice.lending.affordability import Burden, Grade, burden, counted_income
from backoffice.lending.extension import Extension, dated, extend
from backoffice.lending.money import ZERO
from backoffice.loans.co_signers import Known, co_signers_of
from backoffice.loans.looking import Look
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.extension.cases import income_shown
from backoffice.servicing.extension.rules import WORDS, decide_by, sign_by, tenors
from foundation.zh import day, yuan

GRADES = {Grade.GREEN: "ok", Grade.AMBER: "tight", Grade.RED: "too_much"}
STEPS = ("authorise", "decide", "card", "cost", "sign", "effect", "duties")
OTHER_WAYS = ("pay", "part", "trade_in", "person")
AND = "\u3001"


def check_pay_first(at: Look, pay_first: Decimal) -> None:
    """Raise `Refusal` (EXTENSION_PAY_FIRST) where nothing would be left to extend."""
    if at.balloon and pay_first >= at.balloon:
        most = {"below": money(at.balloon)}
        raise Refusal("EXTENSION_PAY_FIRST", balloon=yuan(at.balloon), allowed=most)


def _carried(session: Session, at: Look, signers: Sequence[Known]) -> tuple[Decimal, Decimal]:
    """Income that counts and other debts each month: as papers showed it, else as it is stored."""
    caps = office_of(session).catalogue().caps
    customer = session.get_one(Customer, at.loan.customer_id)
    business = (customer.type or "") in CUSTOMER_TYPES
    shown = income_shown(session, at.loan.contract_no)
    said = customer.income_monthly or ZERO
    income = counted_income(said if shown is None else shown, business, caps)
    for one in signers:
        if one.role == "co_borrower":
            income += one.income_monthly or ZERO
    return income, customer.other_debt_monthly or ZERO


def _weight(
    session: Session, at: Look, signers: Sequence[Known], payment: Decimal
) -> Burden | None:
    income, debts = _carried(session, at, signers)
    if income <= 0:
        return None
    return burden(payment, income, debts, office_of(session).catalogue().caps)


def _option(
    session: Session, at: Look, signers: Sequence[Known], found: Extension
) -> dict[str, Any]:
    weight = _weight(session, at, signers, found.schedule.highest_payment)
    grade = GRADES[weight.grade] if weight else None
    last = dated(found.schedule, at.last_due, at.loan.due_day).rows[-1]
    return {
        "term_months": found.months,
        "annual_rate_pct": percent(found.schedule.terms.annual_rate_pct),
        "monthly_payment": money(found.payment),
        "last_payment": money(found.last_payment),
        "last_due": last.due_date.isoformat(),
        "total_interest": money(found.total_interest),
        "pti_pct": percent(weight.pti_pct) if weight else None,
        "dti_pct": percent(weight.dti_pct) if weight else None,
        "affordability": grade,
        "note": WORDS.say(f"weight_{grade or 'unknown'}"),
    }


def _named(signers: Sequence[Known]) -> str:
    names = [WORDS.say("you")]
    names += [f"{WORDS.say(one.role)} {mask_name(one.name)}" for one in signers]
    return AND.join(names)


def _steps_ahead(at: Look, signers: Sequence[Known]) -> list[str]:
    facts = {
        "signers": _named(signers),
        "sign_by": day(sign_by(at.last_due)),
        "balloon_due": day(at.last_due),
    }
    return [WORDS.say(f"ahead_{step}", **facts) for step in STEPS]


def figures(session: Session, at: Look, pay_first: Decimal) -> dict[str, Any]:
    """The figures of the card `extension_options` with what they rest on.

    Without a balloon there are no options. Raises `Refusal` (EXTENSION_PAY_FIRST).
    """
    check_pay_first(at, pay_first)
    signers, rule, offered = co_signers_of(session, at.loan), at.product.extension, tenors(at)
    told: dict[str, Any] = {
        "contract_no": at.loan.contract_no,
        "balloon": money(at.balloon),
        "balloon_due": at.last_due.isoformat(),
        "pay_first": money(pay_first),
        "extended_amount": money(max(at.balloon - pay_first, ZERO)),
        "options": [],
        "signers": [
            {"role": one.role, "role_zh": WORDS.say(one.role), "name_masked": mask_name(one.name)}
            for one in signers
        ],
        "other_ways": [WORDS.say(f"way_{way}") for way in OTHER_WAYS],
    }
    if rule is None or not offered:
        return {**told, "rate_note": None, "bureau_note": None, "steps_ahead": [],
                "decide_by": None, "sign_by": None}  # fmt: skip
    extended = [extend(at.balloon, rule.rate_pct, months, pay_first) for months in offered]
    return {
        **told,
        "options": [_option(session, at, signers, found) for found in extended],
        "rate_note": WORDS.say("rate_note", rate=percent(rule.rate_pct)),
        "bureau_note": WORDS.say("bureau_note"),
        "steps_ahead": _steps_ahead(at, signers),
        "decide_by": decide_by(at).isoformat(),
        "sign_by": sign_by(at.last_due).isoformat(),
    }
