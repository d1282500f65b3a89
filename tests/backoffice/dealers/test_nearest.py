"""Showrooms by distance: from a position, from a place that is named; open now or not."""

from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.clock.service import SHANGHAI
from backoffice.dealers.distance import Point, metres
from backoffice.dealers.hours import opening
from backoffice.dealers.nearest import distance_zh, open_zh

Json = dict[str, Any]
DAILY, WORKDAYS = "周一至周日 09:30-20:30", "周一至周五 09:00-18:00"


def ask(client: TestClient, **asked: Any) -> Json:
    answer: Json = client.post("/dealers/nearest", json=asked).json()
    return answer


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ((39.9042, 116.4074), (39.9042, 116.4074), 0, 0),
        ((0, 0), (0, 1), 111_190, 111_200),  # a degree of the equator
        ((39.9042, 116.4074), (31.2304, 121.4737), 1_066_000, 1_069_000),
        ((0, 179.5), (0, -179.5), 111_190, 111_200),  # over the date line, not around the earth
    ],
)
def test_distances_are_along_the_great_circle(
    one: tuple[float, float], other: tuple[float, float], least: int, most: int
) -> None:
    assert least <= metres(Point(*one), Point(*other)) <= most
    assert metres(Point(*one), Point(*other)) == metres(Point(*other), Point(*one))


@pytest.mark.parametrize(
    ("far", "words"),
    [(0, "100 米"), (849, "800 米"), (949, "900 米"), (950, "1.0 公里"), (3_160, "3.2 公里"),
     (99_990, "100.0 公里"), (128_499, "128 公里")],
)  # fmt: skip
def test_distances_in_words(far: int, words: str) -> None:
    assert distance_zh(far) == words


@pytest.mark.parametrize(
    ("hours", "now", "words"),
    [
        (DAILY, "2026-11-21T09:29", "还没开门，今天 09:30 开门"),
        (DAILY, "2026-11-21T09:30", "营业中，20:30 关门"),
        (DAILY, "2026-11-21T20:30", "已打烊，明天 09:30 开门"),
        (WORKDAYS, "2026-11-20T18:00", "已打烊，周一 09:00 开门"),  # a Friday
        (WORKDAYS, "2026-11-22T12:00", "已打烊，明天 09:00 开门"),
        ("请来电", "2026-11-22T12:00", "营业时间请打电话问门店"),
    ],
)
def test_open_now_or_from_when(hours: str, now: str, words: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    assert open_zh(opening(hours, at), at) == words


def test_from_a_position_the_nearest_first(client: TestClient) -> None:
    found = ask(client, latitude=31.23, longitude=121.47, limit=4)
    ids = [item["dealer_id"] for item in found["items"]]
    assert ids[:2] == ["sh-01", "sh-02"] and len(ids) == 4
    far = [item["distance_m"] for item in found["items"]]
    assert far == sorted(far) and found["items"][0]["distance_zh"] == "4.0 公里"
    assert found["origin"] == {
        "name": "您的位置", "city": None, "latitude": "31.230000", "longitude": "121.470000",
    }  # fmt: skip
    services = [service["name"] for service in found["items"][1]["services"]]
    assert services == ["看车", "试驾", "租赁车验车", "提车交付"]


@pytest.mark.parametrize(
    ("said", "name", "nearest"),
    [
        ("上海市", "上海", "sh-01"),
        ("上海市浦东新区听潮路", "上海浦东", "sh-01"),
        ("浦东新区", "上海浦东", "sh-01"),
        ("闵行 虹桥", "上海闵行", "sh-02"),
        ("我在余杭区", "杭州余杭", "hz-02"),
        ("长沙县", "长沙长沙县", "cs-02"),
        ("重庆江北", "重庆江北", "cq-01"),
        ("无锡", "无锡", "su-02"),
    ],
)
def test_from_a_place_as_it_is_named(
    client: TestClient, said: str, name: str, nearest: str
) -> None:
    found = ask(client, place=said)
    assert (found["origin"]["name"], found["items"][0]["dealer_id"]) == (name, nearest)


def test_a_place_that_is_several_or_none_is_refused_with_a_way_on(client: TestClient) -> None:
    several = client.post("/dealers/nearest", json={"place": "江北区"})
    assert (several.status_code, several.json()["code"]) == (422, "PLACE_SEVERAL")
    assert several.json()["allowed"]["places"] == ["宁波江北", "重庆江北"]
    none = client.post("/dealers/nearest", json={"place": "火星"})
    assert none.json()["code"] == "PLACE_UNKNOWN" and "浦东" in none.json()["title"]
