"""What a rule found."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from backoffice.documents.case import Case
from backoffice.documents.reading import Reading
from backoffice.documents.values import period_of
from backoffice.lending.validation.identity import IdentityNumberWrong, parse_identity
from backoffice.lending.validation.period import PeriodFault, period_fault


class Weight(StrEnum):
    """`REFUSE` the paper, let a person `REVIEW` it, or `WARN` the customer."""

    REFUSE = "refuse"
    REVIEW = "review"
    WARN = "warn"


@dataclass(frozen=True)
class Finding:
    """A fact against a paper: `about` are the values it rests on, `figures` fill the sentence."""

    code: str
    about: tuple[str, ...] = ()
    weight: Weight = Weight.REFUSE
    figures: Mapping[str, str] = field(default_factory=dict)


Findings = Iterator[Finding]
Rule = Callable[[Reading, Case], Iterable[Finding]]


def wrong_person(reading: Reading, case: Case, name: str, number: str | None = None) -> Findings:
    """The paper is not this party's."""
    read_name, read_number = reading.value(name), reading.value(number) if number else None
    code = "not_holder" if case.renewal else "wrong_person"
    if case.person.name and read_name and read_name != case.person.name:
        yield Finding(code, (name,))
    if number and case.person.id_no and read_number and read_number != case.person.id_no:
        yield Finding(code, (number,))


def same_name(one: str, other: str) -> bool:
    """Names of firms are alike whatever brackets and blanks they are written with."""
    first, second = ("".join(unicodedata.normalize("NFKC", each).split()) for each in (one, other))
    return first == second


def wrong_owner(reading: Reading, case: Case, name: str, number: str | None = None) -> Findings:
    """Neither this party's nor, where a company applies, the company's."""
    if case.customer_type != "company":
        yield from wrong_person(reading, case, name, number)
        return
    read_name = reading.value(name)
    if case.company and read_name and not same_name(read_name, case.company):
        yield Finding("wrong_company", (name,))


def identity_number(reading: Reading, case: Case, name: str) -> Findings:
    """The number can be none."""
    number = reading.value(name)
    if number is None:
        return
    try:
        parse_identity(number, case.today, fictional=case.fictional)
    except IdentityNumberWrong as wrong:
        yield Finding(f"id_{wrong.fault}", (name,))


def validity(reading: Reading, case: Case, name: str = "period") -> Findings:
    """The paper is not valid today, or not for long."""
    written = reading.value(name)
    if written is None:
        return
    period = period_of(written)
    fault = period_fault(period, case.today)
    end = {"until": period.end.isoformat()} if period.end else {}
    if fault is PeriodFault.EXPIRED:
        yield Finding("expired", (name,), figures=end)
    elif fault is PeriodFault.ENDS_SOON:
        yield Finding("ends_soon", (name,), Weight.WARN, end)
    elif fault is not None:
        yield Finding("period_wrong", (name,))


def in_the_future(reading: Reading, case: Case, name: str) -> Findings:
    """A paper of tomorrow."""
    written = reading.value(name)
    if written and date.fromisoformat(written) > case.today:
        yield Finding("date_ahead", (name,), figures={"day": written})


def older_than(reading: Reading, case: Case, name: str, most_days: int) -> Findings:
    """A paper that is too old."""
    written = reading.value(name)
    if written:
        days = (case.today - date.fromisoformat(written)).days
        if days > most_days:
            figures = {"day": written, "days": str(days), "most": str(most_days)}
            yield Finding("too_old_paper", (name,), figures=figures)


def employer_differs(reading: Reading, case: Case) -> Findings:
    """Another employer than the one told: a person looks at it."""
    employer = reading.value("employer_name")
    if case.employer and employer and case.employer != employer:
        yield Finding("employer_differs", ("employer_name",), Weight.REVIEW)


def sealed(reading: Reading) -> Findings:
    """A paper that needs a red seal."""
    if not reading.seal:
        yield Finding("no_seal")
