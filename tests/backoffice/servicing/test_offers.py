"""An offer beside the figures: only by its rules, never twice after a no."""

from tests.backoffice.reminders.conftest import agree
from tests.backoffice.servicing.conftest import Desk

DAY = "2026-11-28"


def test_without_consent_there_is_no_offer(desk: Desk) -> None:
    assert desk.try_on(DAY)["offer"] is None


def test_one_offer_never_in_the_way_and_a_no_is_remembered(desk: Desk) -> None:
    agree(desk.office, "P06")
    trial = desk.try_on(DAY)
    offer = trial["offer"]
    assert offer and "14" in offer["why_you"] and trial["eligible"]
    assert desk.try_on(DAY)["offer"]["offer_id"] == offer["offer_id"]
    path = f"/offers/{offer['offer_id']}/decline"
    assert desk.post(path, level="L1")["remembered_until"] == "2027-05-20"
    assert desk.try_on(DAY)["offer"] is None
    assert desk.order(trial)["state"] == "CONFIRMED"


def test_an_offer_is_declined_by_whom_it_was_shown_to(desk: Desk) -> None:
    agree(desk.office, "P06")
    offer = desk.try_on(DAY)["offer"]
    stranger = Desk(desk.client, "customer:P08")
    refused = stranger.post(f"/offers/{offer['offer_id']}/decline", expect=404)
    assert refused["code"] == "OFFER_UNKNOWN"
