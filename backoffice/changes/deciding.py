"""What a person of the lender decides about a change that waits for him."""

from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.changes import address, identity_card, phone
from backoffice.changes.finding import end
from backoffice.changes.models import Change
from backoffice.changes.papers import DOCUMENT
from backoffice.changes.schemas import Decide
from backoffice.changes.telling import tell
from backoffice.refusals import Refusal
from backoffice.workflows.orders import order


def decide(session: Session, actor: Actor, change: Change, request: Decide) -> None:
    """Approve or refuse; the work goes on, or the change ends.

    Raises `Refusal`: STAFF_ONLY, CHANGE_UNDERWAY when nobody has to decide, FIELDS_MISSING,
    PHONE_TAKEN.
    """
    actor.require_staff()
    if change.state != "WAITING" or not change.review:
        raise Refusal("CHANGE_UNDERWAY")
    change.details = {
        **change.details,
        "decided": {"by": actor.id, "approved": request.approved, "note": request.note},
    }
    if not request.approved:
        end(session, change, "FAILED", "refused")
        tell(session, change, "refused")
    elif change.kind == DOCUMENT:
        if change.face_at is None:
            change.face_method = "video"
        identity_card.settle_card(session, change, request.card())
    elif change.kind == phone.KIND:
        phone.move(session, change, end_sessions=True)
    else:
        change.state, change.review = "CHECKING", []
        order(session, address.WORK, change.request_no)
        session.flush()
