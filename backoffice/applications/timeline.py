"""The steps of the way, done, current and to come, for the timeline."""

from sqlalchemy.orm import Session

from backoffice.applications import reading
from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application, Transition
from backoffice.applications.next_step import until
from backoffice.applications.schemas import NextView, StepView
from backoffice.applications.steps import step_of, steps
from backoffice.parties.views import instant
from backoffice.wording import wording

WORDS = wording("applications/wording/steps.yml")
BY_US = frozenset({"preapproval", "approval", "disburse"})
FAILED = (State.DECLINED, State.CANCELLED, State.EXPIRED)


def _reached(history: list[Transition]) -> tuple[str | None, dict[str, Transition]]:
    """The step that the way has come to, and by which change each step was left last."""
    left: dict[str, Transition] = {}
    current: str | None = None
    for change in history:
        came_from = step_of(State(change.from_state)) if change.from_state else None
        current = step_of(State(change.to_state))
        if came_from and came_from != current:
            left[came_from] = change
    return current, left


def _failed_detail(session: Session, application: Application) -> str:
    found = reading.review(session, application.application_no)
    if application.state == State.DECLINED and found and found.decided_at is None:
        return WORDS.say("detail_review", due_by=until(found.due_by))
    return WORDS.say(f"detail_{application.state}")


def step_views(session: Session, application: Application, coming: NextView) -> list[StepView]:
    """All steps; what failed stands at the step where it ended."""
    history = reading.transitions(session, application.application_no)
    current, left = _reached(history)
    failed = application.state in FAILED
    if failed:
        ended_from = history[-1].from_state
        current = step_of(State(ended_from)) if ended_from else next(iter(steps()))
    keys = list(steps())
    position = keys.index(current) if current else len(keys)
    views = []
    for index, key in enumerate(keys):
        if index < position:
            status, detail = "done", WORDS.say("detail_done")
        elif index > position:
            status, detail = "todo", WORDS.say("detail_todo")
        elif failed:
            status, detail = "failed", _failed_detail(session, application)
        else:
            status, detail = "current", coming.detail
        change = left.get(key) if status in ("done", "failed") else None
        here = status == "current"
        views.append(
            StepView.model_validate(
                {
                    "name": WORDS.say(f"{key}_name"),
                    "key": key,
                    "status": status,
                    "at": instant(change.at) if change else None,
                    "detail": detail,
                    "who": coming.who if here else ("us" if key in BY_US else "you"),
                    "takes": coming.takes if here else WORDS.say(f"{key}_takes"),
                }
            )
        )
    return views
