"""Papers about who someone is: identity card, driving licence, marriage certificate."""

from dataclasses import replace

from backoffice.documents.case import Case, Register
from backoffice.documents.kinds import words
from backoffice.documents.reading import Reading
from backoffice.documents.rules.finding import (
    Finding,
    Findings,
    Weight,
    identity_number,
    in_the_future,
    older_than,
    sealed,
    validity,
    wrong_person,
)
from backoffice.documents.values import period_of
from backoffice.lending.validation.identity import (
    IdentityNumberWrong,
    age_fault,
    parse_identity,
)
from backoffice.lending.validation.period import card_period_plausible

# A letter of the neighbourhood or the police: people seldom move within three months.
LETTER_DAYS = 90
# Classes that may drive a passenger car; others are for motorcycles and special vehicles.
CAR_CLASSES = ("A1", "A2", "A3", "B1", "B2", "C1", "C2", "C5")


def id_card(reading: Reading, case: Case) -> Findings:
    """Front, back, and both against each other and the register."""
    both = _with_other_side(reading, case)
    yield from identity_number(reading, case, "id_no")
    yield from wrong_person(reading, case, "name", "id_no")
    yield from _front(reading, case)
    yield from _back(reading, both, case)


def _with_other_side(reading: Reading, case: Case) -> dict[str, str]:
    known = dict(case.others.get("id_card", {}))
    return known | {name: value.text for name, value in reading.values.items() if value.text}


def _front(reading: Reading, case: Case) -> Findings:
    number = reading.value("id_no")
    if number is None:
        return
    try:
        parsed = parse_identity(number, case.today, fictional=case.fictional)
    except IdentityNumberWrong:
        return
    born, sex = reading.value("born"), reading.value("sex")
    if born and born != parsed.born.isoformat():
        yield Finding("born_disagrees", ("born", "id_no"))
    if sex and (sex in words("male")) != parsed.male:
        yield Finding("sex_disagrees", ("sex", "id_no"))
    fault = age_fault(parsed.born, case.today, case.bought.term_months, case.role)
    if fault is not None and not case.renewal:
        yield Finding(fault.value, ("id_no",))
    if case.register is Register.DENIES:
        yield Finding("register_denies", ("name", "id_no"))


def _back(reading: Reading, both: dict[str, str], case: Case) -> Findings:
    yield from validity(reading, case)
    written = both.get("period")
    if written is None:
        return
    period = period_of(written)
    if case.renewal and case.known_until and period.end and period.end <= case.known_until:
        until = {"until": period.end.isoformat()}
        yield Finding("not_renewed", ("period",), figures=until)
    if not card_period_plausible(period):
        yield Finding("period_wrong", ("period",))
    number, start = both.get("id_no"), period.start
    if number and start and f"{start:%Y%m%d}" < number[6:14]:
        yield Finding("sides_disagree", ("period", "id_no"))
    authority, address = both.get("authority"), both.get("address")
    if authority and address and not _same_place(authority, address):
        yield Finding("sides_disagree", ("authority", "address"))


def _same_place(authority: str, address: str) -> bool:
    """Whether the authority's place, its first two signs at least, stands in the address."""
    return authority[:2] in address


def driving_licence(reading: Reading, case: Case) -> Findings:
    """Own, in force, for cars."""
    yield from identity_number(reading, case, "licence_no")
    for other in wrong_person(reading, case, "name", "licence_no"):
        yield replace(other, code="other_driver")
    yield from validity(reading, case)
    vehicle_class = reading.value("vehicle_class")
    if vehicle_class and not any(each in vehicle_class for each in CAR_CLASSES):
        yield Finding("licence_class", ("vehicle_class",), figures={"found": vehicle_class})
    status = reading.value("status")
    if status and status not in words("normal"):
        yield Finding("licence_status", ("status",), figures={"found": status})


def residence_proof(reading: Reading, case: Case) -> Findings:
    """A residence permit in force, both sides of it, or a fresh sealed letter; in the city told."""
    yield from wrong_person(reading, case, "name", "id_no")
    if "letter" in reading.sides:
        yield from sealed(reading)
        yield from in_the_future(reading, case, "written_on")
        yield from older_than(reading, case, "written_on", LETTER_DAYS)
    elif not {"front", "back"} <= reading.sides:
        yield Finding("other_side_missing")
    yield from validity(reading, case)
    address = reading.value("address")
    if case.city and address and case.city not in address:
        yield Finding("residence_elsewhere", ("address",), Weight.REVIEW, {"city": case.city})


def marriage_certificate(reading: Reading, case: Case) -> Findings:
    """One of the two is the party, the other his co-borrowing spouse."""
    for name in ("id_no", "spouse_id_no"):
        yield from identity_number(reading, case, name)
    couple = {
        (reading.value("name"), reading.value("id_no")),
        (reading.value("spouse_name"), reading.value("spouse_id_no")),
    }
    about = ("name", "id_no", "spouse_name", "spouse_id_no")
    for person, code in ((case.person, "wrong_person"), (case.spouse, "spouse_disagrees")):
        if person is None or not person.name:
            continue
        fitting = [
            number for name, number in couple if name == person.name
            and (person.id_no is None or number == person.id_no)
        ]  # fmt: skip
        if not fitting:
            yield Finding(code, about)
    yield from sealed(reading)
    yield from in_the_future(reading, case, "registered_on")
