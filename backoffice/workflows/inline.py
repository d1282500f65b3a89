"""Work done by the thread that ordered it, for tests: no other process, nothing survives."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from backoffice.workflows.bodies import bodies
from backoffice.workflows.due import order_what_is_due
from backoffice.workflows.steps import Answer, NotYet
from backoffice.workflows.waiting import Order, finish, hand_over, put_back

if TYPE_CHECKING:
    from backoffice.office import Office

# There is no edge to deliver to.
APART = ("deliver", "move_account")


class InlineSteps:
    """Runs each step at once."""

    def __init__(self, office: "Office", order_id: str) -> None:
        self.office = office
        self.order_id = order_id

    def attempt(self, name: str, run: Callable[[], Answer], answer: type[Answer]) -> Answer:
        """Run the step."""
        return run()


class InlineRunner:
    """Does what is waiting when it is woken, in the waking thread."""

    def __init__(self, office: "Office") -> None:
        self._office = office
        self._busy = threading.local()

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def healthy(self) -> bool:
        """Always."""
        return True

    def wake(self) -> None:
        """Do all waiting work; what waits for someone outside stays waiting."""
        if getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            order_what_is_due(self._office)
            self._work_off()
        finally:
            self._busy.now = False

    def _work_off(self) -> None:
        later: list[str] = []
        orders: list[Order] = []
        while hand_over(self._office, orders.append, apart=APART):
            for order in orders:
                try:
                    bodies()[order.kind](InlineSteps(self._office, order.order_id), order.subject)
                except NotYet:
                    later.append(order.order_id)
                else:
                    finish(self._office, order.order_id)
            orders.clear()
        for order_id in later:
            put_back(self._office, order_id)
