"""Saves the fields of a party one by one, with where each came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications.field_rules import FieldRule, WrongValue, checked, field_rules
from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application, Event, Field
from backoffice.applications.papers import paper_values
from backoffice.applications.purposes import for_loan
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.providers.banks import bank_of
from backoffice.quotes.repository import find as find_quote

OPEN_STATES = (
    State.DRAFT,
    State.ID_VERIFIED,
    State.PRE_APPROVED,
    State.NEEDS_DOCS,
    State.MANUAL_REVIEW,
)
# The kind of customer by what he lives on; a company is one by its account or its plan.
PRIVATE = "private"
TYPE_BY_EMPLOYMENT = {"salaried": PRIVATE, "self_employed": "self_employed"}
# Asked for by the step that binds the card, and read from papers.
CARD_FIELDS = frozenset({"bank_card_no", "reserved_phone"})
LATER_FIELDS = frozenset({"address", "uscc", "company_name"})


@dataclass(frozen=True, slots=True)
class WrongField:
    """A value that was not saved, and the name of the sentence that says why."""

    field: str
    hint: str


def is_open(application: Application, party: Party, rule: FieldRule) -> bool:
    """Whether a field can still be changed by its person."""
    if application.state not in OPEN_STATES or rule.locked_by == "always":
        return False
    return not (rule.locked_by == "identity" and party.identity == "done")


def saved(session: Session, party_id: str) -> dict[str, Field]:
    """A party's fields by name."""
    found = session.scalars(sa.select(Field).where(Field.party_id == party_id))
    return {field.name: field for field in found}


def put(
    session: Session,
    party: Party,
    values: Mapping[str, str],
    source: str,
    *,
    typed: bool = False,
    corrected: Iterable[str] = (),
) -> None:
    """Save values that were checked already. A value that stands keeps its source, unless assumed.

    `typed` stays once a person typed a field: the count is of what was really typed.
    """
    now, marked = office_of(session).clock.now(), set(corrected)
    standing = saved(session, party.party_id)
    for name, value in values.items():
        before = standing.get(name)
        if before is not None and before.value == value and before.source != "assumed":
            continue
        row = {
            "value": value,
            "source": source,
            "typed": typed,
            "corrected": name in marked,
            "saved_at": now,
        }
        keys = {"party_id": party.party_id, "name": name, "application_no": party.application_no}
        changed = {**row, "typed": sa.or_(Field.typed, sa.literal(typed))}
        statement = insert(Field).values(**keys, **row)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=[Field.party_id, Field.name], set_=changed
            )
        )
    session.expire_all()
    _to_party(party, values)


def _to_party(party: Party, values: Mapping[str, str]) -> None:
    """What identity and card checks look at stands at the party itself."""
    if "name" in values:
        party.name = values["name"]
    if "id_no" in values:
        party.id_no = values["id_no"]
    if "id_valid_to" in values:
        party.id_valid_to = date.fromisoformat(values["id_valid_to"])


def save(
    session: Session,
    application: Application,
    party: Party,
    values: Mapping[str, str],
    typed: Iterable[str],
) -> list[WrongField]:
    """Save what is right of `values`; what is wrong is given back and loses nothing else."""
    rules, today = field_rules(), office_of(session).clock.business_date()
    right: dict[str, str] = {}
    wrong: list[WrongField] = []
    for name, written in values.items():
        rule = rules.get(name)
        if rule is None:
            wrong.append(WrongField(name, "hint_unknown"))
        elif not is_open(application, party, rule):
            wrong.append(WrongField(name, "hint_locked"))
        else:
            try:
                right[name] = checked(rule, written, today)
            except WrongValue as error:
                wrong.append(WrongField(name, error.hint))
    told = _told_type(application, right.get("employment"))
    if told is not None and not _served(session, application, told):
        del right["employment"]
        wrong.append(WrongField("employment", "hint_not_served"))
    elif told is not None:
        application.customer_type = told
    by_hand = set(typed)
    put(session, party, {n: v for n, v in right.items() if n in by_hand}, "typed", typed=True)
    put(session, party, {n: v for n, v in right.items() if n not in by_hand}, "assumed")
    for name in sorted(by_hand & set(right)):
        session.add(
            Event(
                application_no=application.application_no,
                at=office_of(session).clock.now(),
                kind="typed",
                step=name,
                facts={},
            )
        )
    return wrong


def _told_type(application: Application, employment: str | None) -> str | None:
    """The kind of customer that an employment makes of a private one or a trader, if any."""
    if not for_loan(application) or application.customer_type == "company":
        return None
    return TYPE_BY_EMPLOYMENT.get(employment or "")


def _served(session: Session, application: Application, customer_type: str) -> bool:
    """Whether the plan's product is for customers of a kind."""
    quote = find_quote(session, application.quote_id)
    catalogue = office_of(session).catalogues.at(quote.business_date)
    served = catalogue.product(quote.product_key).customer_types
    return served is None or customer_type in served


def fill_from_papers(session: Session, party: Party) -> None:
    """Fill in what the party's accepted papers show; what was checked otherwise stays."""
    rules = field_rules()
    values = {name: value for name, value in paper_values(session, party).items() if name in rules}
    if party.identity == "done":
        values = {n: v for n, v in values.items() if rules[n].locked_by != "identity"}
    if party.card == "done":
        values.pop("bank_card_no", None)
    put(session, party, values, "ocr")
    if bank := bank_of(values.get("bank_card_no", "")):
        put(session, party, {"bank_name": bank.bank}, "bin")


def missing(
    session: Session, application: Application, party: Party, *, before_decision: bool = False
) -> list[str]:
    """Required fields of the borrower that nobody gave yet; those of his card come with the card.

    `before_decision`: only what the decision cannot do without. Who has a contract is known.
    """
    if not for_loan(application):
        return []
    given = saved(session, party.party_id)
    apart = CARD_FIELDS | (LATER_FIELDS if before_decision else frozenset())
    return [
        rule.name
        for rule in field_rules().values()
        if application.customer_type in rule.required_for
        and rule.name not in given
        and rule.name not in apart
    ]
