"""The end of a lease, as a kind of errand."""

from backoffice.servicing.kinds import Kind
from backoffice.servicing.lease_end.agreement import papers
from backoffice.servicing.lease_end.appointments import leave
from backoffice.servicing.lease_end.ending import bought, on_last_day
from backoffice.servicing.lease_end.inspecting import play
from backoffice.servicing.lease_end.ordering import level, order_lease_end
from backoffice.servicing.lease_end.people import each_day, next_day
from backoffice.servicing.lease_end.rules import ERRAND
from backoffice.servicing.lease_end.showing import show
from backoffice.servicing.lease_end.work import end_lease, tell_dealer

KIND = Kind(
    name=ERRAND,
    level=level,
    order=order_lease_end,
    show=show,
    on_day=on_last_day,
    when_drawn=bought,
    cancellable=frozenset({"CONFIRMED", "BOOKED", "INSPECTED"}),
    cancelled=leave,
    play=play,
    work={"end_lease": end_lease, "tell_workshop": tell_dealer},
    daily=(each_day,),
    next_day=next_day,
    papers=papers,
)
