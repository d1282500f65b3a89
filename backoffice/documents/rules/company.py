"""Papers of a business: what it paid in taxes, its accounts, articles and resolutions."""

from backoffice.documents.case import Case
from backoffice.documents.reading import Reading
from backoffice.documents.rules.finding import (
    Finding,
    Findings,
    Weight,
    in_the_future,
    older_than,
    same_name,
    sealed,
)
from backoffice.documents.rules.money import MOST_DAYS


def tax_certificate(reading: Reading, case: Case) -> Findings:
    """Recent, sealed, of the company or, where a trader applies, of him or his firm."""
    person = case.person.name if case.customer_type != "company" else None
    owners = [name for name in (person, case.company) if name]
    payer = reading.value("taxpayer")
    if payer and not any(same_name(payer, name) for name in owners):
        if case.company:
            yield Finding("wrong_taxpayer", ("taxpayer",))
        else:
            yield Finding("taxpayer_unlike", ("taxpayer",), Weight.REVIEW)
    yield from in_the_future(reading, case, "printed_on")
    yield from older_than(reading, case, "printed_on", MOST_DAYS)
    yield from sealed(reading)


def for_a_person(_reading: Reading, _case: Case) -> Findings:
    """Kept for what it was recognised as; its content a person reads."""
    yield Finding("read_by_person", weight=Weight.REVIEW)
