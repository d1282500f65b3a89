"""Where customers come to, where they leave, how long they pause, what they type."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median_low

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application, Event, Field, Transition
from backoffice.applications.purposes import LOAN
from backoffice.applications.schemas import Funnel, FunnelStep
from backoffice.applications.steps import step_of, steps
from backoffice.lending.money import one_decimal

LEFT = (State.CANCELLED, State.EXPIRED, State.DECLINED)


def _entered(session: Session) -> dict[str, set[str]]:
    """The applications that came to each step."""
    found: dict[str, set[str]] = {key: set() for key in steps()}
    rows = session.execute(
        sa.select(Event.step, Event.application_no)
        .join(Application, Application.application_no == Event.application_no)
        .where(Event.kind == "state", Event.step.is_not(None), Application.purpose == LOAN)
    )
    for step, application_no in rows:
        found.setdefault(str(step), set()).add(application_no)
    return found


def _left(session: Session) -> dict[str, int]:
    """How many ended at each step without going on."""
    counts: dict[str, int] = {}
    rows = session.execute(
        sa.select(Transition.from_state)
        .join(Application, Application.application_no == Transition.application_no)
        .where(
            Transition.to_state.in_(LEFT),
            Application.state == Transition.to_state,
            Application.purpose == LOAN,
        )
    )
    for (from_state,) in rows:
        step = step_of(State(from_state)) if from_state else None
        if step is not None:
            counts[step] = counts.get(step, 0) + 1
    return counts


def _pauses(session: Session) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    rows = session.execute(sa.select(Event.step, Event.seconds).where(Event.kind == "pause"))
    for step, seconds in rows:
        found.setdefault(str(step), []).append(int(seconds or 0))
    return found


def _typed(session: Session) -> dict[str, int]:
    """Fields that customers typed, by application."""
    rows = session.execute(
        sa.select(Field.application_no, sa.func.count())
        .where(Field.typed.is_(True))
        .group_by(Field.application_no)
    )
    return dict(rows.tuples().all())


def _average(counts: Sequence[int]) -> str:
    if not counts:
        return "0.0"
    return str(one_decimal(Decimal(sum(counts)) / len(counts)))


def funnel(session: Session) -> Funnel:
    """All steps in the order of the way."""
    entered, left = _entered(session), _left(session)
    pauses, typed = _pauses(session), _typed(session)
    return Funnel(
        steps=[
            FunnelStep(
                step=key,
                entered=len(entered[key]),
                left=left.get(key, 0),
                pause_p50_s=median_low(pauses[key]) if key in pauses else None,
                typed_avg=_average([typed.get(number, 0) for number in sorted(entered[key])]),
            )
            for key in steps()
        ]
    )
