"""`python -m backoffice.workflows.worker`: one more process that does durable work.

Each needs an `EXECUTOR_ID` of its own, the same at every start.
"""

import signal
import threading

from backoffice.office import Office
from foundation.log import configure
from foundation.settings import settings


def main() -> None:
    """Work until told to stop."""
    chosen = settings()
    configure("worker", chosen.log_level)
    office = Office.open(chosen)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    office.work.start()
    stopping.wait()
    office.work.stop()
    office.database.close()


if __name__ == "__main__":
    main()
