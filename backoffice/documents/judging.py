"""From a reading to a verdict that names what is wrong and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from backoffice.documents.case import Case
from backoffice.documents.kinds import Kind, kinds
from backoffice.documents.quality import Fault
from backoffice.documents.reading import SURE, Reading
from backoffice.documents.rules import company, money, person, purchase, records
from backoffice.documents.rules.finding import Finding, Rule, Weight

RULES: Mapping[str, Rule] = {
    "id_card": person.id_card,
    "driving_licence": person.driving_licence,
    "marriage_certificate": person.marriage_certificate,
    "bank_card": money.bank_card,
    "income_proof": money.income_proof,
    "bank_statement": money.bank_statement,
    "tax_record": records.tax_record,
    "social_insurance_record": records.social_insurance_record,
    "tax_certificate": company.tax_certificate,
    "financial_statements": company.for_a_person,
    "articles_of_association": company.for_a_person,
    "shareholder_resolution": company.for_a_person,
    "residence_proof": person.residence_proof,
    "business_licence": money.business_licence,
    "vehicle_invoice": purchase.vehicle_invoice,
    "insurance_policy": purchase.insurance_policy,
    "down_payment_receipt": purchase.down_payment_receipt,
}
LIKELIEST = (Fault.CUT, Fault.GLARE, Fault.BLURRED, Fault.DARK, Fault.TOO_SMALL)


# What a spot of light or a missing edge explains better than a forger does.
OF_THE_PICTURE = frozenset(
    {"arithmetic", "months_short", "months_short_company", "no_seal", "rows_unreadable"}
    | {"record_sum", "record_line", "record_short", "record_unreadable"}
)
HIDING = (Fault.CUT, Fault.GLARE)


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
        page = {"page": str(reading.hopeless_page)} if reading.hopeless_page else {}
        return _rejected(reading.hopeless.value, **page)
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
    unsure = _unsure(reading, required, confirmed)
    return _by_rules(list(RULES[reading.document](reading, case)), reading, unsure, confirmed)


def _unsure(
    reading: Reading, required: tuple[str, ...], confirmed: frozenset[str]
) -> tuple[str, ...]:
    """The values that something is decided by and that the machine is not sure of."""
    rules = kinds()[reading.document].fields()
    told = [name for name, value in reading.values.items() if value.text and not rules[name].minor]
    return tuple(
        name
        for name in dict.fromkeys((*required, *told))
        if name not in confirmed and _confidence(reading, name) < SURE
    )


def _confidence(reading: Reading, name: str) -> float:
    found = reading.values.get(name)
    return found.confidence if found else 0.0


def _by_rules(
    findings: list[Finding], reading: Reading, unsure: tuple[str, ...], confirmed: frozenset[str]
) -> Verdict:
    def doubted(finding: Finding) -> tuple[str, ...]:
        # A rule that rests on a value the machine is unsure of waits for the customer.
        return tuple(
            name
            for name in finding.about
            if name in reading.values
            and name not in confirmed
            and _confidence(reading, name) < SURE
        )

    certain = [finding for finding in findings if not doubted(finding)]
    ask = dict.fromkeys((*unsure, *(name for each in findings for name in doubted(each))))
    review = tuple(each.code for each in certain if each.weight is Weight.REVIEW)
    for finding in certain:
        if finding.weight is Weight.REFUSE:
            hidden = next((fault for fault in HIDING if fault in reading.doubtful), None)
            if hidden is not None and finding.code in OF_THE_PICTURE:
                return _rejected(hidden.value)
            return Verdict(Status.REJECTED, finding.code, finding.figures, review=review)
    if ask:
        return Verdict(Status.CONFIRM, "confirm", unsure=tuple(ask), review=review)
    warning = next((each for each in certain if each.weight is Weight.WARN), None)
    if warning is not None:
        return Verdict(Status.ACCEPTED, warning.code, warning.figures, review=review)
    return Verdict(Status.ACCEPTED, review=review)
