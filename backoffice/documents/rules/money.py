"""Papers about money: bank card, income proof, bank statement, business licence."""

import re
from datetime import date
from decimal import Decimal

from backoffice.documents.case import Case
from backoffice.documents.kinds import words
from backoffice.documents.reading import SURE, Reading
from backoffice.documents.rules.finding import (
    Finding,
    Findings,
    Weight,
    employer_differs,
    in_the_future,
    older_than,
    sealed,
    validity,
    wrong_owner,
    wrong_person,
)
from backoffice.documents.values import period_of
from backoffice.lending.validation.bank_card import CardFault, card_fault
from backoffice.lending.validation.company import uscc_valid
from backoffice.lending.validation.statement import (
    Movement,
    first_break,
    inflow,
    months_covered,
    regular_payer,
    same_day_round_trips,
)

MOST_DAYS = 30
FEWEST_MONTHS = 6
FEWEST_MONTHS_COMPANY = 12
FEWEST_ROWS = 3
WITHIN = Decimal("0.20")
INFLOW_TIMES = 2
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")


def bank_card(reading: Reading, case: Case) -> Findings:
    """A debit card with a number that can be true."""
    number = reading.value("card_no")
    fault = card_fault(number, case.card_ranges) if number else None
    says_credit = any(word in reading.text for word in words("credit_card"))
    if fault is CardFault.CREDIT or says_credit:
        yield Finding("credit_card", ("card_no",))
    elif fault is not None:
        yield Finding("card_number", ("card_no",))


def income_proof(reading: Reading, case: Case) -> Findings:
    """Own, recent, sealed, with a landline, near what the account shows."""
    yield from wrong_person(reading, case, "name", "id_no")
    yield from sealed(reading)
    yield from in_the_future(reading, case, "written_on")
    yield from older_than(reading, case, "written_on", MOST_DAYS)
    phone = reading.value("employer_phone")
    if phone and _MOBILE.fullmatch(phone.replace("-", "")):
        yield Finding("employer_mobile", ("employer_phone",))
    yield from employer_differs(reading, case)
    told = reading.value("income_monthly")
    seen = case.other("bank_statement", "regular_income")
    if told and seen:
        yield from _far_apart(Decimal(told), Decimal(seen), ("income_monthly",))
    taxed = case.other("tax_record", "income_monthly")
    if told and taxed:
        yield from unlike_record(Decimal(told), Decimal(taxed))


def unlike_record(told: Decimal, taxed: Decimal) -> Findings:
    """What a letter says and what was taxed are both before deductions: they should be alike."""
    if abs(told - taxed) > WITHIN * taxed:
        figures = {"told": f"{told:,.2f}", "seen": f"{taxed:,.2f}"}
        yield Finding("record_unlike", weight=Weight.REVIEW, figures=figures)


def _far_apart(told: Decimal, seen: Decimal, about: tuple[str, ...]) -> Findings:
    if abs(told - seen) > WITHIN * seen:
        figures = {"told": f"{told:,.2f}", "seen": f"{seen:,.2f}"}
        yield Finding("income_disagrees", about, figures=figures)


def movements(reading: Reading) -> list[Movement]:
    """The lines of a statement, oldest first."""
    lines = [row.movement for row in reading.rows]
    return lines[::-1] if len(lines) > 1 and lines[0].on > lines[-1].on else lines


def bank_statement(reading: Reading, case: Case) -> Findings:
    """Own, recent, long enough, with balances that follow from one another."""
    yield from wrong_owner(reading, case, "name")
    yield from in_the_future(reading, case, "printed_on")
    yield from older_than(reading, case, "printed_on", MOST_DAYS)
    lines = movements(reading)
    if len(lines) < FEWEST_ROWS or any(row.confidence < SURE for row in reading.rows):
        yield Finding("rows_unreadable")
        return
    at = first_break(lines)
    if at is not None:
        yield Finding("arithmetic", figures={"day": lines[at].on.isoformat()})
    months = covered(reading, lines)
    company = case.customer_type == "company"
    if months < (FEWEST_MONTHS_COMPANY if company else FEWEST_MONTHS):
        code = "months_short_company" if company else "months_short"
        yield Finding(code, ("period",), figures={"months": str(months)})
    yield from _flow(lines, months, case)


def covered(reading: Reading, lines: list[Movement]) -> int:
    """Months that the statement covers: by its lines, and no more than it says itself."""
    by_lines = months_covered(lines[0].on, lines[-1].on) if lines else 0
    written = reading.value("period")
    period = period_of(written) if written else None
    if period is None or period.start is None or period.end is None:
        return by_lines
    return min(by_lines, months_covered(period.start, period.end))


def _flow(lines: list[Movement], months: int, case: Case) -> Findings:
    payer = regular_payer(lines, months)
    if payer is None and case.customer_type == "private":
        yield Finding("no_regular_payer", weight=Weight.REVIEW)
    told = case.other("income_proof", "income_monthly")
    if payer is not None and told:
        yield from _far_apart(Decimal(told), payer[1], ())
    if same_day_round_trips(lines):
        yield Finding("round_trips", weight=Weight.REVIEW)
    payment = case.bought.highest_payment
    # One of two who pay need not carry the whole payment; the decision looks at both incomes.
    alone = payment if not case.shared else None
    if alone and months and inflow(lines) / months < INFLOW_TIMES * alone:
        yield Finding("inflow_low", weight=Weight.REVIEW)


def business_licence(reading: Reading, case: Case) -> Findings:
    """A code that can be true, the owner's name, in force."""
    code = reading.value("uscc")
    if code and not uscc_valid(code):
        yield Finding("uscc_wrong", ("uscc",))
    owner = reading.value("owner")
    if case.person.name and owner and owner != case.person.name:
        yield Finding("wrong_owner", ("owner",))
    founded = reading.value("founded_on")
    if founded and date.fromisoformat(founded) > case.today:
        yield Finding("date_ahead", ("founded_on",), figures={"day": founded})
    yield from validity(reading, case)
    yield from sealed(reading)
