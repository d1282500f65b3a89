"""The title book lent out and brought back; the mortgage released, with and without an errand."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from backoffice.callbacks.models import CallbackRequest
from backoffice.deliveries.models import Delivery
from tests.backoffice.servicing.conftest import P06, P08, P11, Desk

Json = dict[str, Any]
Asking = Callable[[str, str], Desk]


def tried(desk: Desk, reason: str = "plate") -> Json:
    return desk.post(f"/loans/{desk.loan}/trials/title_loan", {"reason": reason}, level="L1")


def order(desk: Desk, trial: Json, **how: Any) -> Json:
    body = {
        "errand": "title_loan",
        "trial_id": trial["trial_id"],
        "hash": trial["hash"],
        "confirm": True,
    }
    return desk.post(f"/loans/{desk.loan}/errands", body, **how)


def play(desk: Desk, errand: Json, event: str, expect: int = 200) -> Json:
    path = f"/sandbox/errands/{errand['request_no']}"
    return desk.post(path, {"event": event}, expect=expect)


def test_the_book_is_shipped_and_comes_back(desk: Desk) -> None:
    trial = tried(desk)
    told = trial["figures"]
    assert trial["eligible"]
    assert (told["ship_by"], told["return_by"]) == ("2026-11-25", "2026-12-25")
    errand = order(desk, trial, key="k")
    assert order(desk, trial, key="k")["request_no"] == errand["request_no"]
    assert (errand["state"], errand["can_cancel"]) == ("CONFIRMED", True)
    assert not tried(desk)["eligible"]
    desk.move("2026-11-25")
    out = desk.get(f"/errands/{errand['request_no']}")
    assert (out["state"], out["next"]["who"]) == ("RELEASING", "customer")
    assert play(desk, errand, "shipped", 422)["code"] == "ERRAND_NOTHING_TO_PLAY"
    assert play(desk, errand, "returned")["state"] == "DONE"
    with desk.office.database.transaction() as session:
        told_ids = set(session.scalars(sa.select(Delivery.delivery_id)))
    number = errand["request_no"]
    assert {f"errand:{number}:shipped", f"errand:{number}:returned"} <= told_ids


def test_a_book_that_does_not_come_back_brings_a_person_once(desk: Desk) -> None:
    errand = order(desk, tried(desk))
    desk.move("2026-12-28")
    desk.move("2026-12-30")
    out = desk.get(f"/errands/{errand['request_no']}")
    assert out["state"] == "RELEASING" and "专人" in out["next"]["label"]
    with desk.office.database.transaction() as session:
        asked = sa.select(sa.func.count()).select_from(CallbackRequest)
        assert session.scalar(asked.where(CallbackRequest.owner_id == "P06")) == 1


def test_no_book_while_overdue_or_settled_and_only_at_level_three(
    desk: Desk, asking: Asking
) -> None:
    late = tried(asking("P08", P08))
    assert not late["eligible"]
    assert order(asking("P08", P08), late, expect=409)["code"] == "ERRAND_NOT_NOW"
    assert not tried(asking("P11", P11))["eligible"]
    trial = tried(desk)
    assert order(desk, trial, level="L2", expect=403)["code"] == "LEVEL_TOO_LOW"
    assert order(asking("P08", P06), trial, expect=404)["code"] == "LOAN_UNKNOWN"


def test_p11_follows_the_release_and_is_told_once(asking: Asking) -> None:
    desk = asking("P11", P11)
    lien = desk.get(f"/loans/{P11}/lien")
    assert (lien["state"], lien["electronic"], lien["next"]["who"]) == (
        "RELEASE_PENDING", True, "lender",
    )  # fmt: skip
    assert [step["key"] for step in lien["steps"]] == ["settled", "filed", "released"]
    assert lien["steps"][2]["expected_to"] == "2026-12-01"
    for _ in "ab":
        done = desk.post(f"/sandbox/liens/{P11}", {"event": "released"})
    assert done["state"] == "RELEASED" and done["steps"][2]["on"] == "2026-11-21"
    assert desk.shown()["lien"]["status"] == "RELEASED"
    with desk.office.database.transaction() as session:
        assert session.get_one(Delivery, f"lien:{P11}").customer_id == "P11"
    stranger = asking("P06", P06)
    assert stranger.get(f"/loans/{P11}/lien", 404)["code"] == "LOAN_UNKNOWN"


def test_a_settlement_ends_when_the_registry_released(desk: Desk) -> None:
    errand = desk.order(desk.try_on("2026-11-21"))
    assert desk.get(f"/loans/{P06}/lien")["steps"][1]["key"] == "book"
    assert play(desk, errand, "released")["state"] == "DONE"
    assert desk.get(f"/loans/{P06}/lien")["state"] == "RELEASED"


def test_nothing_is_released_on_a_running_loan(desk: Desk) -> None:
    told = desk.post(f"/sandbox/liens/{P06}", {"event": "released"}, expect=422)
    assert told["code"] == "ERRAND_NOTHING_TO_PLAY"
    assert desk.get(f"/loans/{P06}/lien")["state"] == "REGISTERED"
