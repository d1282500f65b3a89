"""A back office that answers commands sent at the same time, and dies with all of them on the way.

Begun by the nursery: `main(commands, moment)`. A command is a path, a body, headers and the answers
that it may have. Moments: `before`, every command is about to commit what it does; `after`, each
has committed and nobody has been answered; `<step>:<n>`, the n-th call of a step of the day's roll
at ten has returned. Without one all end well.
"""

import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from backoffice.app import create_app
from backoffice.audit.models import AuditRecord
from backoffice.office import Resting
from backoffice.servicing import daily
from backoffice.servicing.models import Errand
from foundation.settings import Settings
from tests.backoffice.workflows.mortal import die

TOKEN = {"Authorization": "Bearer sandbox"}
DOES = "does"  # in a session's `info`: its transaction does what was commanded
PATIENCE_SECONDS = 120


class Doom:
    """Holds every transaction that does something, and ends the process with the last of them."""

    def __init__(self, moment: str, count: int) -> None:
        self._left = threading.Barrier(count, action=die)
        sa.event.listen(Session, "after_flush", self._looked)
        sa.event.listen(Session, f"{moment}_commit", self._held)

    def _looked(self, session: Session, _context: object) -> None:
        if any(isinstance(row, AuditRecord | Errand) for row in (*session.new, *session.dirty)):
            session.info[DOES] = True

    def _held(self, session: Session) -> None:
        if session.info.pop(DOES, False):
            self._left.wait(PATIENCE_SECONDS)


def deadly(call: Callable[..., Any], nth: int) -> Callable[..., Any]:
    """`call`, whose n-th return nobody sees."""
    left = iter(range(nth - 1))

    def called(*given: Any, **named: Any) -> Any:
        answer = call(*given, **named)
        if next(left, None) is None:
            die()
        return answer

    return called


def doom(moment: str, count: int) -> None:
    """Let this process die at the moment."""
    step, _, nth = moment.partition(":")
    if nth:
        setattr(daily, step, deadly(getattr(daily, step), int(nth)))
    else:
        Doom(moment, count)


def main(commands: str, moment: str = "") -> None:
    """Send all, each from a thread of its own."""
    sent: list[Any] = json.loads(commands)
    if moment:
        doom(moment, len(sent))
    app = create_app(Settings())
    office = app.state.office
    office.work, office.database.stirred = Resting(), lambda: None

    def send(one: list[Any]) -> str:
        path, body, headers, allowed = one
        answer = client.post(path, json=body, headers=headers)
        return (
            "" if answer.status_code in allowed else f"{path}: {answer.status_code} {answer.text}"
        )

    with TestClient(app, headers=TOKEN) as client, ThreadPoolExecutor(len(sent)) as pool:
        wrong = [said for said in pool.map(send, sent) if said]
    if wrong:
        sys.exit("\n".join(wrong))
