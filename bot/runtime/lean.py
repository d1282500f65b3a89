"""Small costs of every turn in Rasa 3.6.21, taken away where nothing depends on them.

Each is its own function; `apply` is called once, before the model is loaded.
"""

from types import SimpleNamespace
from typing import Any

import rasa
import rasa.core.actions.forms
import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.shared.core.slots import Slot

from bot.runtime import lean_rules
from bot.runtime.remote_action import PATCHED_VERSION


def apply() -> None:
    """Apply all of them.

    Raises:
        RuntimeError: another Rasa than the one these were written for.
    """
    if rasa.__version__ != PATCHED_VERSION:
        raise RuntimeError(f"written for Rasa {PATCHED_VERSION}, this is {rasa.__version__}")
    copy_slots_directly()
    copy_nothing_for_debug_logs()
    lean_rules.apply()


def copy_slots_directly() -> None:
    """Copy a slot by its attributes; `copy.copy` asks the pickle protocol how to.

    A tracker is copied several times a turn, with every slot of the domain.
    """

    def copied(slot: Slot) -> Slot:
        twin = object.__new__(type(slot))
        twin.__dict__.update(slot.__dict__)
        return twin

    Slot.__copy__ = copied


def copy_nothing_for_debug_logs() -> None:
    """Hand debug logs the thing itself; Rasa copies it deeply first, also when nothing is logged.

    In these modules `copy` serves debug logs and nothing else (tested). Whole cards and states
    are copied otherwise, several times a turn.
    """

    def itself(value: Any) -> Any:
        return value

    modules = (rasa.core.processor, rasa.core.policies.rule_policy, rasa.core.actions.forms)
    for module in modules:
        module.copy = SimpleNamespace(deepcopy=itself)
