"""A worker process that dies at a chosen moment; begun by the nursery.

`DIE_AT` is `<step>:<moment>`; moments: `before` the step runs, `inside` its transaction just before
the commit, `after` the commit and before the durable memory knows of it. `twice` lets it live and
do every step two times, as if it had died after each. Without it the worker ends well once nothing
is left to do.
"""

import os
import signal
import sys
import threading
import time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.office import Office
from backoffice.workflows.bodies import bodies
from backoffice.workflows.durable import DurableSteps
from backoffice.workflows.models import WorkOrder
from foundation.settings import Settings

PATIENCE_SECONDS = 120
bodies()  # read now, not by each that lives for a moment
_here = threading.local()


def die() -> None:
    """End as a killed process ends."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def make_mortal(step: str, moment: str) -> None:
    """Let this process die at the chosen moment."""
    attempt = DurableSteps.attempt

    def mortal(self, name, run, answer):  # type: ignore[no-untyped-def]
        if name.rstrip("0123456789ABCDEFGHJKMNPQRSTVWXYZ-_") != step and name != step:
            return attempt(self, name, run, answer)
        if moment == "before":
            die()

        def watched():  # type: ignore[no-untyped-def]
            _here.inside = moment == "inside"
            found = run()
            if moment == "after":
                die()
            return found

        return attempt(self, name, watched, answer)

    DurableSteps.attempt = mortal  # type: ignore[method-assign]

    @sa.event.listens_for(Session, "before_commit")
    def _commits(_session: Session) -> None:
        if getattr(_here, "inside", False):
            die()


def do_all_twice() -> None:
    """Let this process do each step as often as one that died after it and its successor."""
    attempt = DurableSteps.attempt

    def twice(self, name, run, answer):  # type: ignore[no-untyped-def]
        def again():  # type: ignore[no-untyped-def]
            run()
            return run()

        return attempt(self, name, again, answer)

    DurableSteps.attempt = twice  # type: ignore[method-assign]


def main() -> None:
    """Work until nothing is left, or die."""
    told = os.environ.get("DIE_AT")
    if told == "twice":
        do_all_twice()
    elif told:
        make_mortal(*told.split(":"))
    office = Office.open(Settings())
    office.work.start()
    left = sa.select(sa.func.count()).where(WorkOrder.done_at.is_(None))
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with office.database.transaction() as session:
            count = session.scalar(left.select_from(WorkOrder))
        if not count:
            break
        time.sleep(0.1)
    else:
        sys.exit(f"{count} orders are not done")
    office.work.stop()
