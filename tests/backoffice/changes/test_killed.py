"""Whoever dies between the face and the last system: the card is renewed once, everywhere."""

from datetime import date

import sqlalchemy as sa

from backoffice.changes.models import Change, CustomerIdentity
from backoffice.deliveries.models import Delivery
from tests.backoffice.changes.conftest import P07, Counter, back, front
from tests.backoffice.workflows.test_killed import rest, survive

MOMENTS = (
    "ask_register:before",
    "register:inside",
    "register:after",
    "core:inside",
    "core:after",
    "certificates:inside",
    "tell_bureau:after",
    "finish:inside",
    "finish:after",
)


def test_workers_that_die_at_every_step_renew_it_once(counter: Counter) -> None:
    number = counter.open_renewal()
    counter.hand_in(number, front())
    counter.hand_in(number, back())
    rest(counter)  # type: ignore[arg-type]
    counter.face(number)
    assert counter.change(number)["state"] == "CHECKING"
    survive(counter, MOMENTS)  # type: ignore[arg-type]
    assert counter.change(number)["state"] == "DONE"
    with counter.office.database.transaction() as session:
        assert session.get_one(CustomerIdentity, P07).valid_to == date(2046, 11, 10)
        assert session.get_one(Change, number).figures["bureau_note"].startswith("BN")
        told = list(session.scalars(sa.select(Delivery.delivery_id)))
    assert told.count(f"change:{number}:id_card") == 1
    assert told.count(f"change:{number}:notice") == 1
