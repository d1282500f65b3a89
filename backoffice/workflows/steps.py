"""The steps of durable work: each has its own transaction and happens once.

A step may be run again after a process died: the remembered answer of its order and name is
written in the step's transaction, so that the second run gives that answer and does nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.idempotency.service import once

if TYPE_CHECKING:
    from backoffice.office import Office

Answer = TypeVar("Answer", bound=BaseModel)


class NotYet(Exception):
    """Someone outside did not answer; the step is tried again later, for as long as it takes."""


class Done(BaseModel):
    """A step without an answer is done; `moved` tells whether it changed anything."""

    moved: bool = True


class OrderedStep(BaseModel):
    """What a step's remembered answer is remembered for."""

    order_id: str
    step: str


class Steps(Protocol):
    """How a body of work runs its steps: durably, or at once."""

    office: "Office"
    order_id: str

    def attempt(self, name: str, run: Callable[[], Answer], answer: type[Answer]) -> Answer:
        """Run a step; one that raises `NotYet` is tried again with growing pauses."""
        ...


def in_transaction(
    steps: Steps, name: str, perform: Callable[[Session], Answer], answer: type[Answer]
) -> Answer:
    """A step over the database: its effect and the memory of it in one transaction."""

    def run() -> Answer:
        with steps.office.database.transaction() as session:
            request = OrderedStep(order_id=steps.order_id, step=name)
            key = f"{steps.order_id}/{name}"
            return once(session, key, "work.step", request, lambda: perform(session), answer)

    return steps.attempt(name, run, answer)


def outside(steps: Steps, name: str, call: Callable[[], Answer], answer: type[Answer]) -> Answer:
    """A step that asks someone outside; `call` names the order, so that asking twice is one."""
    return steps.attempt(name, call, answer)
