"""Durable work: DBOS on the back office's own PostgreSQL, in the schema `dbos`.

Orders are handed to DBOS under their own id, so that handing over twice is one workflow. A killed
process goes on with its workflows when it starts again under the same `EXECUTOR_ID`; more workers
are started under other ids. DBOS knows one launch a process, hence the module's one office.
"""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import psycopg
from dbos import DBOS, SetWorkflowID, StepOptions
from dbos._error import DBOSMaxStepRetriesExceeded
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from backoffice.workflows.bodies import bodies
from backoffice.workflows.due import order_what_is_due
from backoffice.workflows.orders import CHANNEL, PAPERS_QUEUE, QUEUE
from backoffice.workflows.steps import Answer
from backoffice.workflows.waiting import Order, finish, hand_over
from foundation.log import logger

if TYPE_CHECKING:
    from backoffice.office import Office

SCHEMA = "dbos"
# Workflows of one version are gone on with by processes of the same: raised when bodies change
# their steps in a way that work in progress cannot follow.
WORK_VERSION = "1"
POLL_SECONDS = 1.0
QUEUE_POLL_SECONDS = 0.2
WORKERS = 4
FIRST_PAUSE_SECONDS = 0.5
ATTEMPTS = 8
PAUSE_SECONDS = 60.0

_running: list["Office"] = []


def prepare(url: str) -> None:
    """Create or migrate the schema of the durable work in the database at `url`."""
    DBOS.migrate(url, schema=SCHEMA)


class DurableSteps:
    """Runs each step under DBOS's memory; a failing one again and again, with growing pauses."""

    def __init__(self, office: "Office", order_id: str) -> None:
        self.office = office
        self.order_id = order_id

    def attempt(self, name: str, run: Callable[[], Answer], answer: type[Answer]) -> Answer:
        """Run the step; its answer is kept as JSON."""
        while True:
            try:
                kept = DBOS.run_step(_patiently(name), lambda: run().model_dump_json())
                return answer.model_validate_json(kept)
            except DBOSMaxStepRetriesExceeded:
                logger(__name__).error("work.waiting", step=name, order=self.order_id)
                DBOS.sleep(PAUSE_SECONDS)


def _patiently(name: str) -> StepOptions:
    return StepOptions(
        name=name,
        retries_allowed=True,
        interval_seconds=FIRST_PAUSE_SECONDS,
        max_attempts=ATTEMPTS,
        backoff_rate=2.0,
    )


@DBOS.workflow(name="work")
def work(kind: str, subject: str) -> None:
    """One order, whatever its kind."""
    office = _running[-1]
    order_id = DBOS.workflow_id
    assert order_id is not None
    bodies()[kind](DurableSteps(office, order_id), subject)
    finish(office, order_id)


class DurableRunner:
    """Launches DBOS in this process and hands it what is ordered, here or elsewhere."""

    def __init__(self, office: "Office", queues: Sequence[str] = (QUEUE,)) -> None:
        self._office = office
        self._queues = list(queues)
        self._stopping = threading.Event()
        self._stirred = threading.Event()
        self._threads = [
            threading.Thread(target=loop, name=name, daemon=True)
            for name, loop in (("work-orders", self._dispatch), ("work-ears", self._listen))
        ]

    def start(self) -> None:
        """Launch; what was left behind goes on."""
        settings = self._office.settings
        _running.append(self._office)
        DBOS(
            config={
                "name": "chedai",
                "system_database_url": settings.backoffice_database_url,
                "dbos_system_schema": SCHEMA,
                "application_version": WORK_VERSION,
                "executor_id": settings.executor_id,
                "run_migrations": False,
                "log_level": "ERROR",
            }
        )
        DBOS.listen_queues(self._queues)
        DBOS.launch()
        for queue in (QUEUE, PAPERS_QUEUE):
            DBOS.register_queue(
                queue,
                worker_concurrency=WORKERS if queue == QUEUE else 1,
                polling_interval_sec=QUEUE_POLL_SECONDS,
            )
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop; unfinished work goes on at the next start."""
        self._stopping.set()
        self._stirred.set()
        for thread in self._threads:
            thread.join(timeout=POLL_SECONDS * 3)
        DBOS.destroy()
        _running.remove(self._office)

    def healthy(self) -> bool:
        """Whether orders are still handed over."""
        return all(thread.is_alive() for thread in self._threads)

    def wake(self) -> None:
        """Look for orders now."""
        self._stirred.set()

    def _dispatch(self) -> None:
        while not self._stopping.is_set():
            self._stirred.wait(POLL_SECONDS)
            self._stirred.clear()
            try:
                order_what_is_due(self._office)
                while not self._stopping.is_set() and hand_over(self._office, _enqueue):
                    pass
            except Exception as error:
                # The database may be away for a moment; orders wait.
                logger(__name__).warning("work.not_handed_over", error=repr(error))
                self._stopping.wait(POLL_SECONDS)

    def _listen(self) -> None:
        address = make_url(self._office.database.url).set(drivername="postgresql")
        while not self._stopping.is_set():
            try:
                with psycopg.connect(
                    address.render_as_string(hide_password=False), autocommit=True
                ) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    while not self._stopping.is_set():
                        for _ in connection.notifies(timeout=POLL_SECONDS):
                            self._stirred.set()
            except (psycopg.Error, SQLAlchemyError):
                self._stopping.wait(POLL_SECONDS)


def _enqueue(order: Order) -> None:
    with SetWorkflowID(order.order_id):
        DBOS.enqueue_workflow(order.queue, work, order.kind, order.subject)
