"""The durable work of changes: a renewed card into every system, a phone to the edge, a letter."""

from datetime import date
from typing import TYPE_CHECKING

import requests
from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.changes import address, identity_card, phone
from backoffice.changes.effects import end_certificates, put_on_file
from backoffice.changes.finding import end, find
from backoffice.changes.letters import letter
from backoffice.changes.models import Change
from backoffice.changes.telling import notify_old_contact, tell
from backoffice.customers.models import Customer
from backoffice.providers.assembly import providers_of
from backoffice.providers.errors import ProviderError
from backoffice.providers.ports import FileNoted, FileUpdate, Person, RegisterAnswer
from backoffice.workflows.orders import order
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction, outside
from foundation.zh import day

if TYPE_CHECKING:
    from backoffice.office import Office

EDGE_PATH = "/internal/accounts/phone"
EDGE_SECONDS = 5.0
DATED = "address_day"


def order_what_is_due(office: "Office", session: Session) -> None:
    """Order the addresses whose day has come."""
    today = office.clock.business_date()
    for request_no in address.due(session, today):
        order(session, DATED, request_no, f"{today:%Y%m%d}")


def _person(steps: Steps, request_no: str) -> tuple[Person, Change]:
    with steps.office.database.transaction() as session:
        change = find(session, request_no)
        card = change.details["card"]
        number = session.get_one(Customer, change.customer_id).phone
        return Person(name=card["name"], id_no=card["id_no"], phone=number), change


def _registered(steps: Steps, request_no: str) -> bool:
    """The register knows name and number; else a person looks."""

    def ask() -> RegisterAnswer:
        person, _ = _person(steps, request_no)
        try:
            return providers_of(steps.office).identity_register.check(person)
        except ProviderError as error:
            raise NotYet(str(error)) from error

    word = outside(steps, "ask_register", ask, RegisterAnswer)

    def keep(session: Session) -> Done:
        change = find(session, request_no, lock=True)
        if change.state != "CHECKING":
            return Done(moved=False)
        if not word.matches:
            change.state, change.review = "WAITING", ["register"]
            tell(session, change, "person_register")
        return Done(moved=word.matches)

    return in_transaction(steps, "register", keep, Done).moved


def _into_the_core(steps: Steps, request_no: str) -> None:
    def core(session: Session) -> Done:
        put_on_file(session, find(session, request_no, lock=True), steps.office.clock.now())
        return Done()

    def certificates(session: Session) -> Done:
        end_certificates(session, find(session, request_no), steps.office.clock.now())
        return Done()

    in_transaction(steps, "core", core, Done)
    in_transaction(steps, "certificates", certificates, Done)


def _to_the_bureau(steps: Steps, request_no: str) -> FileNoted:
    def update() -> FileNoted:
        person, change = _person(steps, request_no)
        card = change.details["card"]
        told = FileUpdate(
            reference=request_no,
            person=person,
            id_valid_to=date.fromisoformat(card["valid_to"]) if card["valid_to"] else None,
            id_long_term=bool(card["long_term"]),
            on=steps.office.clock.business_date(),
        )
        try:
            return providers_of(steps.office).bureau_file.update(told)
        except ProviderError as error:
            raise NotYet(str(error)) from error

    return outside(steps, "tell_bureau", update, FileNoted)


def renew_identity(steps: Steps, request_no: str) -> None:
    """A new card, proved by papers and face, into every system; each step once."""
    if not _registered(steps, request_no):
        return
    _into_the_core(steps, request_no)
    noted = _to_the_bureau(steps, request_no)

    def finish(session: Session) -> Done:
        change = find(session, request_no, lock=True)
        until = change.figures["new_valid_to"]
        change.figures = {**change.figures, "bureau_note": noted.note_no}
        change.effective_on = steps.office.clock.business_date()
        end(session, change, "DONE")
        key = "id_card" if until else "id_card_long"
        tell(session, change, key, until=day(until) if until else "")
        notify_old_contact(session, change)
        return Done()

    in_transaction(steps, "finish", finish, Done)


def move_account(steps: Steps, request_no: str) -> None:
    """The edge's sessions get the new phone; those of a lost one end."""

    def send() -> Done:
        with steps.office.database.transaction() as session:
            change = find(session, request_no)
            body = {
                "customer_id": change.customer_id,
                "phone": change.details["phone"],
                "end_sessions": bool(change.details["end_sessions"]),
                "absorbed": change.details.get("absorbed"),
            }
        settings = steps.office.settings
        try:
            answer = requests.post(
                settings.edge_internal_url + EDGE_PATH,
                json=body,
                headers={"Authorization": f"Bearer {settings.backoffice_token}"},
                timeout=EDGE_SECONDS,
            )
        except requests.RequestException as error:
            raise NotYet(f"the edge: {type(error).__name__}") from error
        if not answer.ok:
            raise NotYet(f"the edge: {answer.status_code}")
        return Done()

    outside(steps, "move", send, Done)


def move_address(steps: Steps, request_no: str) -> None:
    """The letter for the other city's office, then the address on its day."""

    def write(session: Session) -> Done:
        change = find(session, request_no, lock=True)
        try:
            letter(session, change)
        except TimestampRequestError as error:
            raise NotYet(str(error)) from error
        return Done()

    def apply(session: Session) -> Done:
        change = find(session, request_no, lock=True)
        if change.state == "CHECKING":
            tell(session, change, "letter")
            if not address.apply_if_due(session, change):
                change.state = "WAITING"
        return Done()

    in_transaction(steps, "letter", write, Done)
    in_transaction(steps, "apply", apply, Done)


def address_day(steps: Steps, request_no: str) -> None:
    """An address comes into force on its day."""

    def apply(session: Session) -> Done:
        return Done(moved=address.apply_if_due(session, find(session, request_no, lock=True)))

    in_transaction(steps, "apply", apply, Done)


BODIES = {
    identity_card.WORK: renew_identity,
    phone.WORK: move_account,
    address.WORK: move_address,
    DATED: address_day,
}
