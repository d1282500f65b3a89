"""What follows when a customer's own order was drawn in full, beside setting it off.

Rooms name it by purpose in `when_drawn()`; it runs in the transaction that notes the bank's answer.
An order drawn only in part does not take effect: what was drawn goes back as credit.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from sqlalchemy.orm import Session

from backoffice.loans.running_models import Debit

WhenDrawn = Callable[[Session, Debit], None]
ROOMS = ("backoffice.servicing.kinds",)


@cache
def handlers() -> Mapping[str, WhenDrawn]:
    """What follows, by purpose."""
    found: dict[str, WhenDrawn] = {}
    for room in ROOMS:
        found |= import_module(room).when_drawn()
    return found


def follow(session: Session, debit: Debit) -> None:
    """Do what follows an order that was drawn in full."""
    handler = handlers().get(debit.purpose)
    if handler is not None:
        handler(session, debit)
