"""Cards: the models, the contract's table, the documents and the TypeScript say the same."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from foundation.cards import DATA_MODELS, Quote, Term, card, validate
from scripts import generate_types

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = ROOT.parent / "shared" / "contract" / "cards.md"
# Cards of capabilities that are not built yet; a name leaves this list when its model comes.
NOT_BUILT = {"rating"}


def contract_rows() -> dict[str, str]:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", CONTRACT.read_text(encoding="utf-8"), re.M)
    return dict(rows)


def test_every_card_of_the_contract_has_a_model_or_is_named_as_not_built() -> None:
    assert set(contract_rows()) == set(DATA_MODELS) | NOT_BUILT
    assert not set(DATA_MODELS) & NOT_BUILT


def fields_in(model: type) -> set[str]:
    """Names of a model's fields and of its parts' fields."""
    schema = model.model_json_schema()  # type: ignore[attr-defined]
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


@pytest.mark.parametrize("name", sorted(DATA_MODELS))
def test_a_model_has_every_field_the_contract_names(name: str) -> None:
    described = re.sub(r":\s*[a-z_]+(/[a-z_]+)+", "", contract_rows()[name])
    promised = {
        word
        for code in re.findall(r"`([^`]*)`", described)
        for word in re.findall(r"[a-z_]+", code)
    } - {"said", "profile", "assumed", "quote_id"}
    assert promised <= fields_in(DATA_MODELS[name])


def test_the_quote_has_every_field_of_the_contract() -> None:
    text = CONTRACT.read_text(encoding="utf-8")
    block = re.search(r"^`quote`: `\{(.*?)\}`", text, re.M | re.S)
    assert block
    assert set(re.findall(r"[a-z_]+", block.group(1))) == set(Quote.model_fields)


def test_typescript_is_as_generated() -> None:
    assert generate_types.TARGET.read_text(encoding="utf-8") == generate_types.render()


def test_a_card_needs_its_text_and_its_data() -> None:
    built = card("年化", "年化是…", Term(key="apr", term="年化", plain="…", example="…"))
    assert validate(built.model_dump()).name == "term"
    with pytest.raises(ValidationError):
        validate({**built.model_dump(), "text": ""})
    with pytest.raises(ValidationError):
        validate({**built.model_dump(), "data": {"key": "apr"}})
    with pytest.raises(KeyError):
        validate({**built.model_dump(), "name": "unknown"})
