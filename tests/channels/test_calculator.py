"""What the calculator asks through the edge: catalogue, a price and its buttons, instalments."""

from collections.abc import Callable

import pytest
import requests

from tests.channels.world import Client, Json, World

ASKED = {"product_key": "AXD", "term_months": 36, "loan_amount": "150000.00"}


def _priced(client: Client) -> Json:
    answer = client.post("/api/quotes", **ASKED)
    assert answer.status_code == 200, answer.text
    priced: Json = answer.json()
    return priced


def test_a_price_passes_as_it_is(world: World, client: Client) -> None:
    priced = _priced(client)
    assert priced["quote"] == {"quote_id": "Q-1", "monthly_payment": "4494.96"}
    assert world.outside.quotes == [{"body": ASKED, "token": "Bearer sandbox"}]


def test_a_refusal_passes_as_it_is(client: Client) -> None:
    refused = client.post("/api/quotes", product_key="NONE")
    assert (refused.status_code, refused.json()["code"]) == (422, "PRODUCT_UNKNOWN")
    assert refused.json()["title"] == "没有这个产品。"
    assert "actions" not in refused.json()


def test_the_buttons_of_a_price_are_signed_and_reach_the_dialogue(
    world: World, client: Client
) -> None:
    actions = _priced(client)["actions"]
    assert [action["label"] for action in actions] == ["带着这个方案去聊", "存下"]
    assert all(action["payload"].startswith("b1.") for action in actions)
    assert "Q-1" not in str(actions)
    for action in actions:
        assert client.send(payload=action["payload"]).status_code == 200
    pressed = [(turn["press"], turn["label"]) for turn in world.outside.turns]
    assert pressed == [
        ('/ask_recommendation{"quote": "Q-1"}', "带着这个方案去聊"),
        ('/save_quote{"quote": "Q-1"}', "存下"),
    ]


def test_the_buttons_of_a_price_are_for_its_conversation(world: World, client: Client) -> None:
    payload = _priced(client)["actions"][0]["payload"]
    refused = world.customer().send(payload=payload)
    assert refused.json()["code"] == "BUTTON_FOREIGN"


def test_a_price_that_is_none_is_an_outage(client: Client) -> None:
    answer = client.post("/api/quotes", product_key="GARBAGE")
    assert (answer.status_code, answer.json()["code"]) == (503, "FIGURES_DOWN")


def test_the_instalments_of_a_price_pass(client: Client) -> None:
    answer = client.get("/api/quotes/Q-1/schedule")
    assert answer.json() == {"rows": [], "totals": {"quote_id": "Q-1"}}
    assert client.get("/api/quotes/a%20b/schedule").status_code == 422


def test_the_catalogue_holds_what_can_be_chosen_and_no_more(client: Client) -> None:
    catalogue = client.get("/api/catalogue").json()
    assert [vehicle["trims"][0]["price"] for vehicle in catalogue["vehicles"]] == ["219800.00"]
    assert catalogue["products"][0]["down_payment_pct"] == {"min": "20", "max": "80"}
    assert "rules" not in catalogue["products"][0]


def test_the_catalogue_is_asked_once_a_business_date(make_world: Callable[..., World]) -> None:
    world = make_world(clock_seconds=0).start()
    client = world.customer()
    for _ in range(3):
        assert client.get("/api/catalogue").status_code == 200
    assert world.outside.catalogue_calls == 1
    world.outside.date = "2026-11-22"
    client.get("/api/catalogue")
    assert world.outside.catalogue_calls == 2


def test_a_catalogue_once_known_outlives_an_outage(world: World, client: Client) -> None:
    world.outside.backoffice_up = False
    assert client.get("/api/catalogue").json()["code"] == "FIGURES_DOWN"
    world.outside.backoffice_up = True
    assert client.get("/api/catalogue").status_code == 200
    world.outside.backoffice_up = False
    assert client.get("/api/catalogue").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/catalogue"), ("POST", "/api/quotes"), ("GET", "/api/quotes/Q-1/schedule")],
)
def test_figures_are_for_sessions_only(world: World, method: str, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nobody"}):
        answer = requests.request(method, world.url + path, json=ASKED, headers=headers, timeout=5)
        assert (answer.status_code, answer.json()["code"]) == (401, "SESSION_REQUIRED")
