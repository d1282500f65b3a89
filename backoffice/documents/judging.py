"""From a reading to a verdict that names what is wrong and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from backoffice.documents.case import Case
from backoffice.documents.kinds import Kind, kinds
from backoffice.documents.quality import Fault
from backoffice.documents.reading import SURE, Reading
from backoffice.documents.rules import money, person, purchase
from backoffice.documents.rules.finding import Finding, Rule, Weight

RULES: Mapping[str, Rule] = {
    "id_card": person.id_card,
    "driving_licence": person.driving_licence,
    "marriage_certificate": person.marriage_certificate,
    "bank_card": money.bank_card,
    "income_proof": money.income_proof,
    "bank_statement": money.bank_statement,
    "business_licence": money.business_licence,
    "vehicle_invoice": purchase.vehicle_invoice,
    "insurance_policy": purchase.insurance_policy,
    "down_payment_receipt": purchase.down_payment_receipt,
}
LIKELIEST = (Fault.CUT, Fault.GLARE, Fault.BLURRED, Fault.DARK, Fault.TOO_SMALL)


class Status(StrEnum):
    """How a paper stands."""

    CHECKING = "checking"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Verdict:
    """`code` names the sentence of what is wrong (or worth knowing), `unsure` what to confirm."""

    status: Status
    code: str | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    review: tuple[str, ...] = ()


def _rejected(code: str, **figures: str) -> Verdict:
    return Verdict(Status.REJECTED, code, figures)


def _unseen(reading: Reading, kind: Kind) -> Verdict | None:
    """Why the paper as a whole cannot be used."""
    if reading.hopeless is not None:
        return _rejected(reading.hopeless.value)
    if reading.other_kind is not None:
        found = kinds()[reading.other_kind].title
        return _rejected("wrong_kind", found=found, wanted=kind.title)
    if not reading.sides:
        return _rejected(_likeliest(reading) or "unreadable", wanted=kind.title)
    if kind.whole and Fault.CUT in reading.doubtful:
        return _rejected(Fault.CUT.value)
    return None


def _likeliest(reading: Reading) -> str | None:
    return next((fault.value for fault in LIKELIEST if fault in reading.doubtful), None)


def required_fields(reading: Reading) -> tuple[str, ...]:
    """The values that have to be read from the sides that were seen."""
    sides = kinds()[reading.document].sides
    return tuple(
        rule.name for name in sorted(reading.sides) for rule in sides[name].fields if rule.required
    )


def judge(reading: Reading, case: Case, confirmed: frozenset[str] = frozenset()) -> Verdict:
    """The verdict on a paper; `confirmed`: values that the customer confirmed or corrected."""
    kind = kinds()[reading.document]
    unseen = _unseen(reading, kind)
    if unseen is not None:
        return unseen
    if reading.specimen and not case.fictional:
        return _rejected("specimen")
    required = required_fields(reading)
    missing = tuple(name for name in required if reading.value(name) is None)
    if missing and not case.tried_before:
        labels = "、".join(kind.fields()[name].label for name in missing)
        return _rejected(_likeliest(reading) or "field_unreadable", fields=labels)
    unsure = tuple(
        name for name in required
        if name not in confirmed and _confidence(reading, name) < SURE
    )  # fmt: skip
    return _by_rules(list(RULES[reading.document](reading, case)), reading, unsure, confirmed)


def _confidence(reading: Reading, name: str) -> float:
    found = reading.values.get(name)
    return found.confidence if found else 0.0


def _by_rules(
    findings: list[Finding], reading: Reading, unsure: tuple[str, ...], confirmed: frozenset[str]
) -> Verdict:
    def sure(finding: Finding) -> bool:
        # A rule that rests on a value the machine is unsure of waits for the customer.
        return all(
            name in confirmed or name not in reading.values or _confidence(reading, name) >= SURE
            for name in finding.about
        )

    certain = [finding for finding in findings if sure(finding)]
    review = tuple(each.code for each in certain if each.weight is Weight.REVIEW)
    for finding in certain:
        if finding.weight is Weight.REFUSE:
            return Verdict(Status.REJECTED, finding.code, finding.figures, review=review)
    if unsure:
        return Verdict(Status.CONFIRM, "confirm", unsure=unsure, review=review)
    warning = next((each for each in certain if each.weight is Weight.WARN), None)
    if warning is not None:
        return Verdict(Status.ACCEPTED, warning.code, warning.figures, review=review)
    return Verdict(Status.ACCEPTED, review=review)
