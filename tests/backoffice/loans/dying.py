"""Rolls, and dies within a step; begun by the nursery."""

import os
from collections.abc import Callable
from typing import Any

from backoffice.database import Database
from backoffice.loans import debits, rolling
from backoffice.office import Office
from tests.backoffice.conftest import make_settings
from tests.backoffice.loans.conftest import roll

STEPS = {"age": rolling, "book_due": rolling, "ask_for_dues": rolling, "set_off": debits}
DIED = 9


def deadly(call: Callable[..., Any], nth: int) -> Callable[..., Any]:
    """`call`, but the process is gone before its n-th transaction is committed."""
    left = nth

    def called(*given: Any, **named: Any) -> Any:
        nonlocal left
        answer = call(*given, **named)
        left -= 1
        if not left:
            os._exit(DIED)
        return answer

    return called


def main(url: str, step: str, nth: str, day: str) -> None:
    """Roll until the step, and die."""
    module = STEPS[step]
    setattr(module, step, deadly(getattr(module, step), int(nth)))
    roll(Office.over(Database(url), make_settings(url)), day)
