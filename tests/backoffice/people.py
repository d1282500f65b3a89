"""Fictional people for tests: numbers of the region that is given to nobody."""

from backoffice.lending.validation.bank_card import luhn_digit
from backoffice.lending.validation.identity import check_sign


def number(first_17: str) -> str:
    """An identity number with its check sign."""
    return first_17 + check_sign(first_17)


def card(first: str) -> str:
    """A card number with its check digit."""
    return first + luhn_digit(first)


CARD = card("620000000000900001")
OTHER_CARD = card("620000000000900002")


def _person(name: str, phone: str, first_17: str) -> dict[str, str]:
    address = "测试省霁城市望和路 1 号"
    return {"name": name, "phone": phone, "id_no": number(first_17), "address": address}


PEOPLE = {
    "good": _person("白小川", "15400009001", "99019919900101001"),
    "second": _person("青小山", "15400009002", "99019919910202002"),
    "third": _person("蓝小溪", "15400009003", "99019919920303003"),
    "old": _person("苍老石", "15400009004", "99019919610101004"),
    "young": _person("嫩小苗", "15400009005", "99019920100101005"),
}
