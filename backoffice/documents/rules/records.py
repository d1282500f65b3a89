"""Records of taxes paid and of contributions to social insurance and housing fund."""

from collections.abc import Sequence
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
    wrong_person,
)
from backoffice.documents.rules.money import FEWEST_MONTHS, FEWEST_ROWS, MOST_DAYS, unlike_record
from backoffice.lending.validation.monthly import (
    MonthLine,
    average,
    first_gap,
    first_wrong_sum,
    months_between,
    months_of,
    total,
)
from foundation.zh import month

# Authorities book a month or two late; what ended earlier shows a job that ended.
LATEST_MONTHS = 3


def tax_record(reading: Reading, case: Case) -> Findings:
    """Own, recent, without gaps, its lines adding up to the sums it says."""
    yield from _own_and_recent(reading, case)
    lines = _lines(reading)
    if _unreadable(reading, lines, "income"):
        yield Finding("record_unreadable")
        return
    for name, label in (("income", "income_total"), ("tax", "tax_total")):
        written, added = reading.value(label), total(lines, name)
        if written and added is not None and added != Decimal(written):
            figures = {"told": f"{Decimal(written):,.2f}", "added": f"{added:,.2f}"}
            yield Finding("record_sum", (label,), figures=figures)
    yield from _months(lines, case)
    yield from employer_differs(reading, case)
    shown = record_income(reading)
    told = case.other("income_proof", "income_monthly")
    if shown and told:
        yield from unlike_record(Decimal(told), shown)


def social_insurance_record(reading: Reading, case: Case) -> Findings:
    """Own, recent, without gaps, each line's parts adding up to its whole."""
    yield from _own_and_recent(reading, case)
    lines = _lines(reading)
    if _unreadable(reading, lines, "base"):
        yield Finding("record_unreadable")
        return
    wrong = first_wrong_sum(lines, ("own", "employer"), "whole")
    if wrong is not None:
        yield Finding("record_line", figures={"month": month(wrong.month)})
    yield from _months(lines, case)
    yield from employer_differs(reading, case)


def record_income(reading: Reading) -> Decimal | None:
    """A month's income: wages before tax, without bonuses; else what contributions rest on."""
    lines = _lines(reading)
    if reading.document == "social_insurance_record":
        return average(lines, "base")
    wages = [line for line in lines if any(word in line.what for word in words("wages"))]
    return average(wages, "income")


def _lines(reading: Reading) -> list[MonthLine]:
    return [row.line for row in reading.months]


def _unreadable(reading: Reading, lines: Sequence[MonthLine], needed: str) -> bool:
    return (
        len(lines) < FEWEST_ROWS
        or total(lines, needed) is None
        or any(row.confidence < SURE for row in reading.months)
    )


def _own_and_recent(reading: Reading, case: Case) -> Findings:
    yield from wrong_person(reading, case, "name", "id_no")
    yield from in_the_future(reading, case, "printed_on")
    yield from older_than(reading, case, "printed_on", MOST_DAYS)


def _months(lines: Sequence[MonthLine], case: Case) -> Findings:
    months = months_of(lines)
    if len(months) < FEWEST_MONTHS:
        yield Finding("record_short", figures={"months": str(len(months))})
    if months_between(months[-1], case.today) > LATEST_MONTHS:
        yield Finding("record_ended", figures={"month": month(months[-1])})
    gap = first_gap(months)
    if gap is not None:
        yield Finding("record_gap", weight=Weight.REVIEW, figures={"month": month(gap)})
