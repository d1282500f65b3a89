"""`/record`: what is known of a customer, handed out, corrected, deleted."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, CurrentActor, Level
from backoffice.audit.trail import command, fingerprint, record
from backoffice.customers.finding import customer_for
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.records import deleting, exporting, rights
from backoffice.records.gathering import WORDS, record_of
from backoffice.records.schemas import (
    Correct,
    CustomerId,
    Delete,
    Deletion,
    Record,
    RecordReceipt,
)

router = APIRouter(tags=["record"])

Whose = Annotated[CustomerId, Query()]
JSON, PDF = "application/json", "application/pdf"


@router.get("/record", responses=refuses(403, 404, 422))
def read_record(customer_id: Whose, office: CurrentOffice, actor: CurrentActor) -> Record:
    """All that is known of the customer, with source and day."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        return record_of(session, customer_for(session, actor, customer_id))


def _handed_out(session: Session, actor: Actor, customer_id: str, form: str) -> Record:
    """The record, with a line in the trail that it was handed out."""
    actor.require(Level.L2)
    found = record_of(session, customer_for(session, actor, customer_id))
    before = fingerprint(session, customer_id)
    record(session, actor, f"record.export.{form}", customer_id, before=before)
    return found


def _file(content: bytes, media: str, name: str) -> Response:
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(content, media_type=media, headers=headers)


@router.get("/record.json", response_class=Response, responses=refuses(403, 404, 422))
def export_json(customer_id: Whose, office: CurrentOffice, actor: CurrentActor) -> Response:
    """The record as a file for machines."""
    with office.database.transaction() as session:
        found = _handed_out(session, actor, customer_id, "json")
        return _file(exporting.as_json(found), JSON, "record.json")


@router.get("/record.pdf", response_class=Response, responses=refuses(403, 404, 422))
def export_pdf(customer_id: Whose, office: CurrentOffice, actor: CurrentActor) -> Response:
    """The record as a file for people."""
    with office.database.transaction() as session:
        found = _handed_out(session, actor, customer_id, "pdf")
        drawn = exporting.as_pdf(session, found, WORDS.say("file_title"))
        return _file(drawn, PDF, "record.pdf")


@router.get("/record/deletion", responses=refuses(403, 404, 422))
def try_deletion(customer_id: Whose, office: CurrentOffice, actor: CurrentActor) -> Deletion:
    """What deleting would remove now, and what stays why; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        return deleting.preview(session, customer_for(session, actor, customer_id))


@router.post("/record/deletion", responses=refuses(403, 404, 409, 422))
def delete_record(
    request: Delete, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> RecordReceipt:
    """Delete what may be deleted."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        customer = customer_for(session, actor, request.customer_id)
        return command(
            session, actor, key, "record.delete", customer.customer_id, request,
            lambda: deleting.delete(session, customer), RecordReceipt,
        )  # fmt: skip


@router.post("/record/corrections", responses=refuses(403, 404, 409, 422))
def correct_record(
    request: Correct, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> RecordReceipt:
    """Put one thing right."""
    actor.require(Level.L2)
    with office.database.transaction() as session:
        customer = customer_for(session, actor, request.customer_id)
        return command(
            session, actor, key, "record.correct", customer.customer_id, request,
            lambda: rights.correct(session, customer, request), RecordReceipt,
        )  # fmt: skip
