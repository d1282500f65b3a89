"""Renewing the identity card: opened, papers handed in, a live face, then the register."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backoffice.changes.face import begin
from backoffice.changes.models import Change
from backoffice.changes.opening import open_change
from backoffice.changes.papers import (
    BY_PERSON,
    DOCUMENT,
    both_read,
    flags,
    read_period,
    read_values,
)
from backoffice.changes.standing import identity_on_file
from backoffice.changes.telling import tell
from backoffice.consents.service import require_of
from backoffice.customers.models import Customer
from backoffice.documents.intake import CleanPage
from backoffice.documents.schemas import HandedIn
from backoffice.documents.service import keep
from backoffice.office import office_of
from backoffice.parties.schemas import StartedCheck
from backoffice.refusals import Refusal
from backoffice.workflows.orders import order
from foundation.log import mask

WORK = "renew_identity"


def open_renewal(session: Session, customer: Customer) -> Change:
    """Begin to renew a customer's card.

    Raises `Refusal`: CHANGE_OPEN, ID_MISSING when no identity was ever proved.
    """
    known = identity_on_file(session, customer.customer_id)
    if known is None:
        raise Refusal("ID_MISSING")
    until = known.valid_to.isoformat() if known.valid_to else None
    figures = {"id_masked": mask(known.id_no), "old_valid_to": until, "new_valid_to": None}
    return open_change(session, customer, DOCUMENT, figures=figures)


def hand_in(session: Session, change: Change, pages: Sequence[CleanPage]) -> HandedIn:
    """Keep a side (or both) of the new card and order its reading.

    Raises `Refusal`: CHANGE_UNDERWAY when its papers are settled, CONSENT_REQUIRED.
    """
    taking = change.state == "OPEN" or (
        change.state == "WAITING" and set(change.review) <= set(BY_PERSON)
    )
    if change.kind != DOCUMENT or not taking:
        raise Refusal("CHANGE_UNDERWAY")
    require_of(session, [change.customer_id], "id_image")
    return keep(session, DOCUMENT, pages, change_no=change.request_no)


def start_face(session: Session, change: Change) -> StartedCheck:
    """Begin to show a live face on the provider's page.

    Raises `Refusal`: CHANGE_UNDERWAY, ID_MISSING before both sides are read, CONSENT_REQUIRED,
    OUTSIDE_SILENT.
    """
    _may_identify(session, change)
    require_of(session, [change.customer_id], "face_verify")
    return begin(session, change)


def ask_video(session: Session, change: Change) -> None:
    """Have a person look in a video instead of the machine."""
    _may_identify(session, change)
    change.state, change.review = "WAITING", ["video", *flags(session, change)]
    tell(session, change, "person_video")
    session.flush()


def _may_identify(session: Session, change: Change) -> None:
    if change.kind != DOCUMENT or change.state != "OPEN":
        raise Refusal("CHANGE_UNDERWAY")
    if not both_read(session, change):
        raise Refusal("ID_MISSING")


def face_passed(session: Session, change: Change, method: str) -> None:
    """The face is his: the register is asked, after a person looked where that is needed."""
    change.face_method, change.face_at = method, office_of(session).clock.now()
    review = flags(session, change)
    if review and method == "face":
        change.state, change.review = "WAITING", review
        tell(session, change, "person_papers")
    else:
        settle_card(session, change)


def settle_card(
    session: Session, change: Change, corrected: dict[str, str | bool | None] | None = None
) -> None:
    """Fix what the new card shows and let the work go on with it; `corrected` by a person.

    Raises `Refusal` (FIELDS_MISSING) while the validity is not known.
    """
    values = read_values(session, change)
    start, until, long_term = read_period(values)
    known = identity_on_file(session, change.customer_id)
    card: dict[str, str | bool | None] = {
        "name": known.name if known else values.get("name"),
        "id_no": known.id_no if known else values.get("id_no"),
        "valid_from": start.isoformat() if start else None,
        "valid_to": until.isoformat() if until else None,
        "long_term": long_term,
    }
    card |= {name: value for name, value in (corrected or {}).items() if value is not None}
    if card["valid_to"] is None and not card["long_term"]:
        raise Refusal("FIELDS_MISSING", allowed={"missing": ["valid_to"]})
    change.details = {**change.details, "card": card}
    change.figures = {**change.figures, "new_valid_to": card["valid_to"]}
    change.state, change.review = "CHECKING", []
    nth = change.details.get("round", 0)
    change.details = {**change.details, "round": nth + 1}
    order(session, WORK, change.request_no, nth)
    session.flush()
