"""`/changes`: what is on file, where a change stands, leaving it, its documents, a decision."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.changes import deciding, finding
from backoffice.changes.models import Change
from backoffice.changes.schemas import Changes, ChangeView, CustomerId, Decide, Named
from backoffice.changes.sealing import document_of
from backoffice.changes.views import change_view, overview
from backoffice.customers.finding import customer_for
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice, Office
from backoffice.problem_schemas import refuses

router = APIRouter(prefix="/changes", tags=["changes"])
RequestNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
PDF = "application/pdf"


@router.get("", responses=refuses(403, 404, 422))
def list_changes(
    office: CurrentOffice, actor: CurrentActor, customer_id: Annotated[CustomerId, Query()]
) -> Changes:
    """A customer's changes, newest first, and what is on file about him."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        return overview(session, customer_for(session, actor, customer_id))


@router.get("/{request_no}", responses=refuses(403, 404, 422))
def read_change(request_no: RequestNo, office: CurrentOffice, actor: CurrentActor) -> ChangeView:
    """Where a change stands."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        return change_view(session, finding.change_for(session, actor, request_no))


def act(
    office: Office,
    actor: Actor,
    key: str,
    name: str,
    request_no: str,
    request: Named | Decide,
    do: Callable[[Session, Change], None],
) -> ChangeView:
    """Run a command on a change under its lock, once; how it stands then."""
    with office.database.transaction() as session:
        change = finding.change_for(session, actor, request_no, lock=True)

        def perform() -> Named:
            do(session, change)
            return Named(request_no=request_no)

        command(
            session, actor, key, f"changes.{name}.{request_no}", change.customer_id, request,
            perform, Named,
        )  # fmt: skip
    # The work that was ordered may be done by now.
    with office.database.transaction() as session:
        return change_view(session, finding.find(session, request_no))


@router.post("/{request_no}/cancel", responses=refuses(403, 404, 409, 422))
def cancel_change(
    request_no: RequestNo, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ChangeView:
    """Leave a change while nothing was done."""
    actor.require(Level.L1)
    return act(
        office, actor, key, "cancel", request_no, Named(request_no=request_no), finding.cancel
    )


@router.post("/{request_no}/decision", responses=refuses(403, 404, 409, 422))
def decide_change(
    request_no: RequestNo,
    request: Decide,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ChangeView:
    """What a person of the lender decided about a change that waits for him."""
    actor.require(Level.L2)
    return act(
        office, actor, key, "decision", request_no, request,
        lambda session, change: deciding.decide(session, actor, change, request),
    )  # fmt: skip


@router.get(
    "/{request_no}/documents/{kind}.pdf",
    response_class=Response,
    responses={
        200: {"content": {PDF: {}}, "description": "signed, sealed by the lender"},
        **refuses(403, 404, 422),
    },
)
def read_document(
    request_no: RequestNo,
    kind: Annotated[str, Path(pattern=r"^[a-z_]{1,30}$")],
    office: CurrentOffice,
    actor: CurrentActor,
) -> Response:
    """A document of a change: the debit authorisation, the letter for another city."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        change = finding.change_for(session, actor, request_no)
        document = document_of(session, change, kind)
        content, digest = document.content, document.sha256
    headers = {
        "ETag": f'"{digest}"',
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="{request_no}-{kind}.pdf"',
        "Chedai-Sha256": digest,
    }
    return Response(content, media_type=PDF, headers=headers)
