"""A car that is lost, as a kind of errand."""

from backoffice.audit.actors import Level
from backoffice.servicing.kinds import Kind, at_level
from backoffice.servicing.total_loss.figures import ERRAND
from backoffice.servicing.total_loss.ordering import order_loss, take_back
from backoffice.servicing.total_loss.paying import play
from backoffice.servicing.total_loss.showing import show
from backoffice.servicing.total_loss.work import each_day, next_day, total_loss_errand

KIND = Kind(
    name=ERRAND,
    level=at_level(Level.L2),
    order=order_loss,
    show=show,
    cancellable=frozenset({"REVIEWING"}),
    cancelled=take_back,
    play=play,
    work={"total_loss_errand": total_loss_errand},
    daily=(each_day,),
    next_day=next_day,
)
