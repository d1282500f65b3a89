"""A renewed identity card: read, compared, a live face, the register, then every system."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from backoffice.audit.models import AuditRecord
from backoffice.changes.models import Change
from backoffice.changes.standing import identity_current, require_current_identity
from backoffice.refusals import Refusal
from tests.backoffice.changes.conftest import P07, RENEWED, TANG, Counter, back, front
from tests.specimens import people
from tests.specimens.camera import blurred, jpeg, on_a_table
from tests.specimens.cards import id_front


def test_from_the_photos_to_every_system_without_a_person(counter: Counter) -> None:
    number = counter.open_renewal()
    assert counter.change(number)["now"] == "papers"
    assert counter.hand_in(number, front())["status"] == "accepted"
    assert counter.change(number)["now"] == "papers"
    assert counter.hand_in(number, back())["status"] == "accepted"
    assert counter.change(number)["now"] == "face"
    answer = counter.face(number)
    assert (answer["identity"], answer["change_no"]) == ("done", number)
    done = counter.change(number)
    assert (done["state"], done["figures"]["new_valid_to"]) == ("DONE", "2046-11-10")
    assert {step["state"] for step in done["steps"]} == {"done"}
    assert done["figures"]["bureau_note"].startswith("BN")
    assert counter.on_file().valid_to == date(2046, 11, 10)
    assert counter.told()[-1].startswith("身份证已更新，有效期到 11月10日")
    assert counter.sms()[-1].startswith("【霁川金融】您登记的身份证已更新")
    seen = counter.get(f"/changes?customer_id={P07}")
    assert (seen["identity"]["standing"], seen["identity"]["valid_to"]) == ("ok", "2046-11-10")
    assert TANG.id_no not in str(seen)
    with counter.office.database.transaction() as session:
        commands = set(session.scalars(sa.select(AuditRecord.command)))
    assert {"changes.id_card", f"changes.hand_in.{number}"} <= commands


def test_what_is_on_file_before(counter: Counter) -> None:
    seen = counter.get(f"/changes?customer_id={P07}", level="L1")
    assert seen["identity"]["valid_to"] == "2026-12-08"
    assert (seen["identity"]["standing"], seen["identity"]["blocks_from"]) == ("soon", "2027-03-09")
    assert seen["city"] == "西安"
    assert seen["cards"][0]["tail"] == "0075"
    assert seen["cards"][0]["next_due"] == "2026-12-15"
    assert seen["cards"][0]["cutoff"] == "2026-12-13T17:00:00+08:00"


def test_another_persons_card_goes_to_a_person_and_may_be_mended(counter: Counter) -> None:
    number = counter.open_renewal()
    paper = counter.hand_in(number, front(people.GU))
    assert (paper["status"], paper["problem"]) == (
        "rejected",
        "上面的姓名或证件号和我们登记的不一致。",
    )
    shown = counter.change(number)
    assert (shown["state"], shown["now"]) == ("WAITING", "papers")
    assert shown["next"]["label"].startswith("新证上的姓名或号码和登记的不一致")
    assert "person" in {step["key"] for step in shown["steps"]}
    assert counter.on_file().name == "唐秋白"
    counter.hand_in(number, front())
    counter.hand_in(number, back())
    assert (counter.change(number)["state"], counter.change(number)["now"]) == ("OPEN", "face")


def test_a_card_that_is_not_newer_or_ran_out_is_refused(counter: Counter) -> None:
    number = counter.open_renewal()
    old = counter.hand_in(number, back(TANG))
    assert (old["status"], old["problem"]) == (
        "rejected",
        "这张证有效期到 2026-12-08，是登记过的旧证，或者比它到期更早。",
    )
    ran_out = replace(TANG, valid_from=date(2013, 9, 9), valid_to=date(2023, 9, 9))
    paper = counter.hand_in(number, back(ran_out))
    assert (paper["status"], paper["problem"]) == ("rejected", "已经过期，有效期到 2023-09-09。")
    assert counter.change(number)["state"] == "OPEN"
    assert counter.post(f"/changes/{number}/real-person", expect=422)["code"] == "ID_MISSING"


def test_one_retake_then_a_person_reads_it(counter: Counter) -> None:
    number = counter.open_renewal()
    unclear = jpeg(blurred(on_a_table(id_front(RENEWED))))
    assert counter.hand_in(number, unclear)["status"] == "rejected"
    assert counter.change(number)["state"] == "OPEN"
    assert counter.hand_in(number, unclear)["status"] == "rejected"
    shown = counter.change(number)
    assert (shown["state"], shown["now"]) == ("WAITING", "papers")
    assert counter.decide(number, expect=422)["code"] == "FIELDS_MISSING"
    counter.decide(number, valid_from="2026-11-10", valid_to="2046-11-10")
    assert counter.change(number)["state"] == "DONE"
    assert counter.on_file().valid_to == date(2046, 11, 10)
    with counter.office.database.transaction() as session:
        assert session.get_one(Change, number).face_method == "video"


def test_a_video_instead_of_the_machine(counter: Counter) -> None:
    number = counter.open_renewal()
    counter.hand_in(number, front(), back())
    shown = counter.post(f"/changes/{number}/video-appointment")
    assert (shown["state"], shown["next"]["who"]) == ("WAITING", "lender")
    counter.post(f"/changes/{number}/decision", {"approved": True, "note": "x"}, expect=403)
    assert counter.decide(number)["state"] == "DONE"


def test_a_face_that_differs_changes_nothing_and_may_try_again(counter: Counter) -> None:
    number = counter.open_renewal()
    counter.hand_in(number, front())
    counter.hand_in(number, back())
    failed = counter.face(number, "failed")
    assert (failed["identity"], failed["reason"]) == ("failed", "not_alive")
    assert counter.change(number)["now"] == "face"
    counter.face(number)
    assert counter.change(number)["state"] == "DONE"


def test_a_register_that_denies_sends_it_to_a_person(counter: Counter) -> None:
    number = counter.open_renewal()
    counter.hand_in(number, front())
    counter.hand_in(number, back())
    counter.tell("identity_register", **{"for": TANG.id_no, "answer": "no"})
    counter.face(number)
    assert counter.change(number)["state"] == "WAITING"
    assert counter.on_file().valid_to == date(2026, 12, 8)
    assert counter.decide(number, approved=False)["state"] == "FAILED"
    assert counter.told()[-1].startswith("这项资料变更没有办成")


def test_silent_systems_are_waited_for(counter: Counter) -> None:
    number = counter.open_renewal()
    counter.hand_in(number, front())
    counter.hand_in(number, back())
    counter.tell("bureau_file", **{"for": "*", "answer": "down"})
    counter.face(number)
    assert counter.change(number)["state"] == "CHECKING"
    assert counter.on_file().valid_to == date(2046, 11, 10)
    counter.post(f"/changes/{number}/cancel", expect=409)
    counter.tell("bureau_file", **{"for": "*", "answer": None})
    counter.office.work.wake()
    assert counter.change(number)["state"] == "DONE"


def test_levels_keys_strangers_and_leaving(
    counter: Counter, asking: Callable[[str], Counter]
) -> None:
    body = {"customer_id": P07, "confirm": True}
    refused = counter.post("/changes/id_card", body, level="L1", expect=403)
    assert (refused["code"], refused["allowed"]) == ("LEVEL_TOO_LOW", {"level": "L2"})
    assert counter.post("/changes/id_card", {**body, "confirm": False}, expect=422)
    stranger = asking("P06")
    assert stranger.post("/changes/id_card", body, expect=404)["code"] == "CUSTOMER_UNKNOWN"
    first = counter.post("/changes/id_card", body, level="L2", key="once")
    again = counter.post("/changes/id_card", body, level="L2", key="once")
    number = first["request_no"]
    assert again["request_no"] == number
    second = counter.post("/changes/id_card", body, level="L2", expect=409)
    assert (second["code"], second["allowed"]["request_no"]) == ("CHANGE_OPEN", number)
    paper = counter.hand_in(number, front())
    stranger.get(f"/changes/{number}", expect=404)
    stranger.get(f"/papers/{paper['paper_id']}", expect=404)
    stranger.get(f"/changes?customer_id={P07}", expect=404)
    stranger.hand_in(number, front(), expect=404)
    for act in ("cancel", "real-person", "video-appointment"):
        assert stranger.post(f"/changes/{number}/{act}", expect=404)["code"] == "CHANGE_UNKNOWN"
    assert counter.post(f"/changes/{number}/cancel")["state"] == "CANCELLED"
    assert counter.post(f"/changes/{number}/cancel")["state"] == "CANCELLED"
    assert counter.hand_in(number, front(), expect=409)["code"] == "CHANGE_UNDERWAY"
    assert counter.open_renewal() != number


def test_nothing_is_read_without_consent(asking: Callable[[str], Counter]) -> None:
    counter = asking(P07)
    number = counter.open_renewal()
    refused = counter.hand_in(number, front(), expect=403)
    assert (refused["code"], refused["allowed"]) == ("CONSENT_REQUIRED", {"purpose": "id_image"})


@pytest.mark.parametrize(
    ("day", "current"), [("2026-12-08", True), ("2027-03-08", True), ("2027-03-09", False)]
)
def test_contracts_are_changed_until_ninety_days_after_the_end(
    counter: Counter, day: str, current: bool
) -> None:
    with counter.office.database.transaction() as session:
        today = date.fromisoformat(day)
        assert identity_current(session, P07, today) is current
        assert identity_current(session, "P08", today) is True  # its end is not known
        if not current:
            with pytest.raises(Refusal) as refused:
                require_current_identity(session, P07, today)
            assert refused.value.response_code == "ID_RENEWAL_FIRST"
