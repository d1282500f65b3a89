"""Vehicles, products, dealers as they are offered."""

from fastapi.testclient import TestClient

from backoffice import seed


def test_vehicles_by_filters(client: TestClient) -> None:
    def keys(**filters: object) -> list[str]:
        items = client.get("/vehicles", params=filters).json()["items"]
        return [item["vehicle_key"] for item in items]

    assert len(keys()) == 8
    assert keys(powertrain="bev") == ["wangshu", "tinglan", "zaizhou"]
    assert keys(min_seats=6) == ["yuanting", "tongle"]
    assert keys(usage="commercial") == ["zaizhou"]
    assert keys(max_price=100000) == ["qinghe"]
    assert keys(powertrain="hev") == []


def test_a_price_filter_keeps_only_the_versions_within_it(client: TestClient) -> None:
    (qinghe,) = client.get("/vehicles", params={"max_price": 90000}).json()["items"]
    assert [trim["trim_key"] for trim in qinghe["trims"]] == ["qinghe-std", "qinghe-plus"]
    assert (qinghe["price_from"], qinghe["price_to"]) == ("79800.00", "89800.00")


def test_a_vehicle_names_its_products(client: TestClient) -> None:
    assert client.get("/vehicles/tinglan").json()["product_keys"] == [
        "AXD", "SXD", "DX36", "QXD", "NZD", "XXD", "SXZ",
    ]  # fmt: skip
    assert client.get("/vehicles/nope").json()["code"] == "VEHICLE_UNKNOWN"


def test_products_tell_all_their_rules(client: TestClient) -> None:
    products = {item["product_key"]: item for item in client.get("/products").json()["items"]}
    assert len(products) == 10
    entries = seed.read("catalogue.yml")["products"]
    for entry in entries:
        said = products[entry["key"]]
        assert said["name"] == entry["name"]
        rates = {str(rate["term_months"]): rate["annual_rate_pct"] for rate in said["rates"]}
        assert rates == entry["rate_by_term"]
        assert said["down_payment_pct"]["min"] == entry["down_payment_pct"]["min"]
        assert said["rules"]["early_fee"] == entry["early_fee"]
    assert products["LX24"]["subsidy"]["claw_back_until_month"] == 12
    assert products["QXD"]["balloon"]["shares_by_term"]["24"][-1] == "40"
    assert products["SXZ"]["lease"]["residual_pct_by_term"] == {"24": "55", "36": "45"}


def test_products_of_a_vehicle(client: TestClient) -> None:
    items = client.get("/products", params={"vehicle_key": "zaizhou"}).json()["items"]
    assert [item["product_key"] for item in items] == ["HZ"]
    assert client.get("/products/NOPE").status_code == 404


def test_two_dealers_in_each_of_many_cities(client: TestClient) -> None:
    cities = {item["city"]: item["dealers"] for item in client.get("/cities").json()["items"]}
    assert len(cities) >= 14
    assert min(cities.values()) >= 2
    personas = seed.read("catalogue.yml")["personas"]
    homes = {p.get("city") or p["company"]["city"] for p in personas}
    assert homes <= set(cities)
    dealers = client.get("/dealers", params={"city": "成都市"}).json()["items"]
    assert {dealer["city"] for dealer in dealers} == {"成都"}
    assert all(dealer["phone"].startswith("154") for dealer in dealers)
    assert client.get("/dealers", params={"city": "火星"}).json()["items"] == []
