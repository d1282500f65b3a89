"""Repaying a balloon over more months, as a kind of errand."""

from backoffice.audit.actors import Level
from backoffice.servicing.extension.agreements import agreements
from backoffice.servicing.extension.effect import take_effect
from backoffice.servicing.extension.following import hold_case, leave
from backoffice.servicing.extension.ordering import order_extension
from backoffice.servicing.extension.playing import play
from backoffice.servicing.extension.rules import ERRAND
from backoffice.servicing.extension.showing import show
from backoffice.servicing.extension.work import tell_extension
from backoffice.servicing.kinds import Kind, at_level

KIND = Kind(
    name=ERRAND,
    level=at_level(Level.L3),
    order=order_extension,
    show=show,
    on_day=take_effect,
    cancellable=frozenset({"REVIEWING", "SIGNING"}),
    cancelling=hold_case,
    cancelled=leave,
    play=play,
    work={"tell_extension": tell_extension},
    agreements=agreements,
)
