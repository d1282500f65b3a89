"""Settling a loan early, as a kind of errand."""

from backoffice.audit.actors import Level
from backoffice.servicing.kinds import Kind, at_level
from backoffice.servicing.lien import play
from backoffice.servicing.settlement.drawing import ask_for, charge
from backoffice.servicing.settlement.figures import ERRAND
from backoffice.servicing.settlement.ordering import order_settlement
from backoffice.servicing.settlement.showing import show
from backoffice.servicing.settlement.work import settle_errand

KIND = Kind(
    name=ERRAND,
    level=at_level(Level.L3),
    order=order_settlement,
    show=show,
    on_day=ask_for,
    when_drawn=charge,
    play=play,
    work={"settle_errand": settle_errand},
)
