"""`/applications/referrals`: what waits for a person; in the sandbox the person is played."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from backoffice.applications import referrals
from backoffice.applications.by_person import decide_by_person
from backoffice.applications.endpoints import No, run
from backoffice.applications.models import Application
from backoffice.applications.schemas import ApplicationView, Decide, Family, FieldName
from backoffice.audit.actors import Actor, CurrentActor, Kind, Level
from backoffice.forms import Instant
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice
from backoffice.parties.views import instant
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["applications"])

REVIEWER = Actor(Kind.STAFF, "reviewer", Level.L2)
_OUTCOMES = {"approve": "approve", "decline": "decline", "ask_papers": "needs_docs"}


class Case(BaseModel):
    """An application that waits for a person, since when and until when."""

    application_no: str
    stage: Literal["credit", "papers", "joined"]
    code: str | None
    family: str | None
    referred_at: Instant
    due_by: Instant


class Cases(BaseModel):
    """All that waits for a person, the most pressing first."""

    items: list[Case]


class PlayReviewer(BaseModel):
    """What the sandbox's reviewer does: approve, decline for a reason, or ask for papers."""

    event: Literal["approve", "decline", "ask_papers"]
    family: Family | None = None
    papers: Annotated[list[FieldName], Field(max_length=20)] = []
    note: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")] = "reviewed"


@router.get("/applications/referrals", responses=refuses(403))
def read_cases(office: CurrentOffice, actor: CurrentActor) -> Cases:
    """What waits for a person; for staff."""
    if not actor.inside:
        raise Refusal("STAFF_ONLY")
    with office.database.transaction() as session:
        return Cases(
            items=[
                Case.model_validate(
                    {
                        "application_no": case.application_no,
                        "stage": case.stage,
                        "code": case.code,
                        "family": case.family,
                        "referred_at": instant(case.referred_at),
                        "due_by": instant(case.due_by),
                    }
                )
                for case in referrals.waiting(session)
            ]
        )


@router.post(
    "/sandbox/applications/{application_no}/reviewer", responses=refuses(403, 404, 409, 422)
)
def play_reviewer(
    application_no: No, request: PlayReviewer, office: CurrentOffice, key: RequiredKey
) -> ApplicationView:
    """Let the sandbox's reviewer decide what waits for him."""
    if not office.settings.sandbox:
        raise Refusal("SANDBOX_ONLY")
    told = Decide.model_validate(
        {
            "outcome": _OUTCOMES[request.event],
            "missing": request.papers,
            "family": request.family,
            "note": request.note,
        }
    )

    def act(session: Session, application: Application) -> None:
        decide_by_person(session, application, REVIEWER, told)

    return run(office, REVIEWER, key, "applications.decide", application_no, request, act)
