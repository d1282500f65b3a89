"""The same card photographed well and badly: read from every side, or refused for the reason."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.specimens import camera, cards, people

Judged = Callable[..., Any]
FRONT = cards.id_front(people.SHEN)
PHOTO = camera.on_a_table(FRONT)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 5, -7])
def test_a_card_is_read_from_every_side(judged: Judged, degrees: int) -> None:
    reading, verdict = judged("id_card", camera.turned(PHOTO, degrees))
    assert verdict.status == "accepted", (verdict, reading.text)
    assert reading.value("name") == people.SHEN.name
    assert reading.value("id_no") == people.SHEN.id_no
    assert reading.value("address") == people.SHEN.address
    assert reading.turned[0] == (degrees if degrees in (90, 180, 270) else 0)


def test_a_scan_without_a_table_is_as_good(judged: Judged) -> None:
    assert judged("id_card", FRONT)[1].status == "accepted"


def test_a_little_softness_does_no_harm(judged: Judged) -> None:
    assert judged("id_card", camera.blurred(PHOTO, 1.5))[1].status == "accepted"


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        (camera.blurred(PHOTO), "blurred"),
        (camera.dark(PHOTO), "too_dark"),
        (camera.small(PHOTO), "too_small"),
        (camera.glaring(PHOTO, (0.6, 0.78), 0.1), "glare"),
        (camera.filed(camera.glaring(PHOTO, (0.6, 0.78), 0.08)), "glare"),
        (camera.cut(PHOTO, right=0.3), "cut_off"),
        (camera.cut(PHOTO, bottom=0.28), "cut_off"),
        (camera.cut(PHOTO, left=0.12), "cut_off"),
    ],
    ids=["blurred", "dark", "small", "glare", "less glare", "cut right", "cut bottom", "cut left"],
)
def test_what_spoils_a_photograph_is_named(judged: Judged, photo: Any, code: str) -> None:
    _, verdict = judged("id_card", photo)
    assert (verdict.status, verdict.code) == ("rejected", code)


def test_glare_that_hides_nothing_does_no_harm(judged: Judged) -> None:
    _, verdict = judged("id_card", camera.glaring(PHOTO, (0.76, 0.35), 0.07))
    assert verdict.status == "accepted"


def test_a_second_try_asks_rather_than_refuses(judged: Judged) -> None:
    """What two photographs do not show, the customer types, and a person looks."""
    photo = camera.glaring(PHOTO, (0.6, 0.78), 0.1)
    _, verdict = judged("id_card", photo, tried_before=True)
    assert (verdict.status, verdict.unsure) == ("confirm", ("id_no",))


def test_both_sides_on_one_picture(judged: Judged) -> None:
    both = cards.together(FRONT, cards.id_back(people.SHEN))
    reading, verdict = judged("id_card", camera.on_a_table(both))
    assert reading.sides == {"front", "back"}
    assert verdict.status == "accepted"
