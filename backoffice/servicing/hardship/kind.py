"""Relief in a hard time, as a kind of errand."""

from backoffice.servicing.hardship.agreement import papers
from backoffice.servicing.hardship.deciding import each_day, next_day, play
from backoffice.servicing.hardship.figures import ERRAND
from backoffice.servicing.hardship.ordering import level_of, order_hardship, resume
from backoffice.servicing.hardship.showing import show
from backoffice.servicing.kinds import Kind

KIND = Kind(
    name=ERRAND,
    level=level_of,
    changes_contract=True,
    order=order_hardship,
    show=show,
    cancellable=frozenset({"REVIEWING", "SIGNING", "BOOKED"}),
    cancelled=resume,
    play=play,
    daily=(each_day,),
    next_day=next_day,
    papers=papers,
)
