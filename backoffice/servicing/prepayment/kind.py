"""Repaying a part early, as a kind of errand."""

from backoffice.audit.actors import Level
from backoffice.servicing.kinds import Kind, at_level
from backoffice.servicing.prepayment.drawing import ask_for, charge
from backoffice.servicing.prepayment.figures import ERRAND
from backoffice.servicing.prepayment.ordering import order_prepayment
from backoffice.servicing.prepayment.showing import show
from backoffice.servicing.prepayment.work import prepay_errand

KIND = Kind(
    name=ERRAND,
    level=at_level(Level.L3),
    order=order_prepayment,
    show=show,
    on_day=ask_for,
    when_drawn=charge,
    work={"prepay_errand": prepay_errand},
)
