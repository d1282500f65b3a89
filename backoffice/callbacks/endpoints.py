"""`POST /callback-requests`."""

from fastapi import APIRouter

from backoffice.callbacks.schemas import CallbackAnswer, RequestCallback
from backoffice.callbacks.service import take
from backoffice.idempotency.service import RequiredKey, once
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses

router = APIRouter(tags=["callbacks"])


@router.post("/callback-requests", responses=refuses(409, 422))
def request_callback(
    request: RequestCallback, office: CurrentOffice, key: RequiredKey
) -> CallbackAnswer:
    """Take a call-back request; the answer says until when a person calls."""
    catalogue, now = office.catalogue(), office.clock.now()
    with office.database.transaction() as session:
        return once(
            session,
            key,
            "callbacks.request",
            request,
            lambda: take(session, catalogue, now, request),
            CallbackAnswer,
        )
