"""Changes the state of an application: by the table, recorded, told to the customer."""

from sqlalchemy.orm import Session

from backoffice.applications.lifecycle import Command, State, legal, target
from backoffice.applications.models import Application, Event, Transition
from backoffice.applications.purposes import TOLD_BY, follow
from backoffice.applications.referrals import answered
from backoffice.applications.steps import step_of
from backoffice.audit.actors import Actor
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.wording import wording
from backoffice.workflows.orders import order

STATES = wording("applications/wording/states.yml")
# Offers end thirty days after they were opened, and again after an approval.
OFFER_DAYS = 30


def conflict(application: Application) -> Refusal:
    """The refusal of a command that is not legal now."""
    state = State(application.state)
    return Refusal(
        "STATE_CONFLICT",
        state=STATES.say(state),
        allowed={"state": str(state), "commands": [str(c) for c in legal(state)]},
    )


def require_state(application: Application, *states: State) -> None:
    """Raise `Refusal` (STATE_CONFLICT) in any other state."""
    if application.state not in states:
        raise conflict(application)


def note(
    session: Session, application_no: str, kind: str, step: str | None = None, **facts: object
) -> None:
    """Record an event for review."""
    session.add(
        Event(
            application_no=application_no,
            at=office_of(session).clock.now(),
            kind=kind,
            step=step,
            facts=facts,
        )
    )


def move(
    session: Session, application: Application, command: Command, actor: Actor, reason: str
) -> None:
    """Change the state; raises `Refusal` (STATE_CONFLICT) when the table does not hold it.

    The caller holds the application's lock.
    """
    came_from = State(application.state)
    to = target(came_from, command)
    if to is None:
        raise conflict(application)
    application.state = to
    answered(session, application.application_no, actor)
    transition = Transition(
        application_no=application.application_no,
        from_state=came_from,
        to_state=to,
        command=command,
        actor=str(actor),
        level=str(actor.level),
        channel=actor.channel,
        reason=reason,
        at=office_of(session).clock.now(),
    )
    session.add(transition)
    note(session, application.application_no, "state", step_of(to), state=str(to))
    session.flush()
    follow(session, application)
    order(session, TOLD_BY[application.purpose], str(transition.id))
