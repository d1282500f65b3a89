"""The assistant's names agree with the catalogue and the glossary."""

import pathlib

import yaml

from bot.values import lexicon
from bot.values.pipeline import read

ROOT = pathlib.Path(__file__).parents[3]
CATALOGUE = ROOT / "backoffice" / "catalogue" / "seed" / "catalogue.yml"
TYPES = {
    "equal_instalment",
    "equal_principal",
    "balloon",
    "zero_rate",
    "low_rate",
    "stepped",
    "seasonal",
    "interest_first",
    "finance_lease",
    "sale_leaseback",
}


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_vehicles_and_trims_are_those_of_the_catalogue():
    catalogue = {
        v["key"]: (v["name"], {t["key"] for t in v["trims"]}) for v in load(CATALOGUE)["vehicles"]
    }
    known = {
        k: (v["name"], set(v["trims"])) for k, v in load(lexicon.FOLDER / "vehicles.yml").items()
    }
    assert known == catalogue


def test_every_trim_is_read_by_its_catalogue_name():
    for vehicle in load(CATALOGUE)["vehicles"]:
        for trim in vehicle["trims"]:
            found = [
                e
                for e in read(f"{vehicle['name']}{trim['name']}多少钱")
                if e["entity"] == "vehicle_model"
            ]
            assert [(e["value"], e.get("trim")) for e in found] == [(vehicle["key"], trim["key"])]


def test_products_are_those_of_the_catalogue():
    products = load(lexicon.FOLDER / "products.yml")
    assert products["own"] == {p["key"]: p["name"] for p in load(CATALOGUE)["products"]}
    assert set(products["types"]) == TYPES


def test_every_product_is_read_by_its_own_name():
    for product in load(CATALOGUE)["products"]:
        assert [
            e["value"] for e in read(f"{product['name']}怎么样") if e["entity"] == "product"
        ] == [product["key"]]


def test_glossary_words_have_keys_of_the_glossary():
    keys = {entry["key"] for entry in load(lexicon.GLOSSARY)}
    assert {key for _, key, _ in lexicon.glossary_names()} <= keys


def test_every_glossary_term_can_be_asked_about():
    for entry in load(lexicon.GLOSSARY):
        found = [
            e["value"] for e in read(f"{entry['term']}是什么意思") if e["entity"] == "finance_term"
        ]
        assert found == [entry["key"]], entry["term"]


def test_no_word_has_two_meanings_of_one_kind():
    seen = {}
    for entity, value, word in lexicon.names():
        assert seen.setdefault((entity, word), value) == value, word


def test_all_prefecture_cities_are_known():
    cities = {word for entity, _, word in lexicon.names() if entity == "city"}
    assert len(cities) >= 380
    assert lexicon.guarded_cities() <= cities | {"平安"}
