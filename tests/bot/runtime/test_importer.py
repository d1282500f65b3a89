"""The domain in several files, as Rasa's own commands see it."""

from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter

from bot.runtime.importer import CapabilityImporter, capability_domains

ROOT = Path(__file__).resolve().parents[3]
TOY = Path(__file__).parent / "toy"
SHARED = """
version: "3.1"
session_config: {session_expiration_time: 0, carry_over_slots_to_new_session: true}
intents: [greet]
"""


def project(folder: Path, **parts: str) -> CapabilityImporter:
    """Write a project with one domain file a capability, and open it."""
    (folder / "config.yml").write_text("language: zh\n")
    (folder / "domain.yml").write_text(SHARED)
    for capability, text in parts.items():
        (folder / "data" / capability).mkdir(parents=True)
        (folder / "data" / capability / "domain.yml").write_text(text)
    return CapabilityImporter(str(folder / "config.yml"), str(folder / "domain.yml"))


def test_parts_are_joined_in_name_order_after_the_shared_file(tmp_path: Path) -> None:
    importer = project(tmp_path, b="intents: [ask_b]", a="intents: [ask_a]")
    names = [str(Path(path).relative_to(tmp_path)) for path in importer.domain_paths]
    assert names == ["domain.yml", "data/a/domain.yml", "data/b/domain.yml"]
    assert {"greet", "ask_a", "ask_b"} <= set(importer.get_domain().intents)


def test_shared_session_config_holds(tmp_path: Path) -> None:
    importer = project(tmp_path, a="session_config: {session_expiration_time: 5, "
                                   "carry_over_slots_to_new_session: false}")  # fmt: skip
    session = importer.get_domain().session_config
    assert session.session_expiration_time == 0
    assert session.carry_over_slots is True


def test_broken_part_stops_instead_of_leaving_the_domain_empty(tmp_path: Path) -> None:
    importer = project(tmp_path, a="slots: {x: {type: nonsense, mappings: []}}")
    with pytest.raises(Exception, match="nonsense"):
        importer.get_domain()


def test_command_without_a_domain_gets_an_empty_one() -> None:
    assert CapabilityImporter(str(TOY / "config.yml")).get_domain().is_empty()


@pytest.mark.parametrize("root", [TOY, ROOT])
def test_rasa_finds_the_importer_in_the_configuration(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    domain = importer.get_domain()
    assert domain.session_config.session_expiration_time == 0
    for part in capability_domains(root):
        names = [line.strip() for line in part.read_text().splitlines() if "_form:" in line]
        assert all(name.rstrip(":") in domain.form_names for name in names), part
    if root is TOY:
        assert "loan_amount" in {slot.name for slot in domain.slots}
        assert "ask_rate" in domain.intents
        assert "utter_rate" in domain.responses
