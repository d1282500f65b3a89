"""What Rasa's validator lets pass: names defined twice, intents without examples, dead ends."""

import ast
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.runtime.importer import CapabilityImporter

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
LEAST_EXAMPLES = 60
CAPABILITIES = sorted(p for p in (ROOT / "data").iterdir() if p.is_dir())


def read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def parts() -> list[tuple[str, dict[str, Any]]]:
    """All domain files: the shared one and each capability's."""
    files = [ROOT / "domain.yml", *sorted((ROOT / "data").glob("*/domain.yml"))]
    return [(str(path.relative_to(ROOT)), read(path)) for path in files]


def names(kind: str) -> Iterator[tuple[str, str]]:
    """Every definition of a kind with its file."""
    for file, document in parts():
        entries = document.get(kind) or []
        for entry in entries:
            yield (next(iter(entry)) if isinstance(entry, dict) else entry), file


def examples() -> dict[str, list[str]]:
    """Training utterances by intent."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "data").glob("*/nlu.yml")):
        for block in read(path).get("nlu") or []:
            if "intent" in block:
                lines = block["examples"].splitlines()
                found[block["intent"]] += [line[2:].strip() for line in lines if line.strip()]
    return found


def bare(text: str) -> str:
    """An utterance without annotation, punctuation, blanks and case."""
    plain = re.sub(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", text)
    return re.sub(r"[\s，。！？,.!?~、：:；;…]+", "", plain).lower()


def action_classes() -> set[str]:
    """Names returned by `name()` of the action server's classes."""
    found: set[str] = set()
    for path in (ROOT / "actions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "name":
                for returned in ast.walk(node):
                    if isinstance(returned, ast.Return) and isinstance(
                        returned.value, ast.Constant
                    ):
                        found.add(str(returned.value.value))
    return found


@pytest.fixture(scope="module")
def importer() -> CapabilityImporter:
    return CapabilityImporter(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )


@pytest.mark.parametrize("kind", ["intents", "slots", "forms", "actions", "entities"])
def test_no_name_is_defined_twice(kind: str) -> None:
    twice = [name for name, count in Counter(n for n, _ in names(kind)).items() if count > 1]
    assert not twice, f"{kind}: {twice}"


def test_no_response_is_defined_twice() -> None:
    seen = Counter(
        name
        for path in (ROOT / "data").glob("*/responses.yml")
        for name in read(path).get("responses") or {}
    )
    assert not [name for name, count in seen.items() if count > 1]


def test_no_capability_keeps_responses_in_its_domain() -> None:
    assert not [
        file for file, document in parts() if file != "domain.yml" and "responses" in document
    ]


def test_the_intents_are_the_contracts() -> None:
    contract = yaml.safe_load((SHARED / "contract" / "nlu.yml").read_text(encoding="utf-8"))
    ours = {name for name, _ in names("intents")}
    assert ours - {"nlu_fallback"} == set(contract["intents"])
    assert set(contract["entities"]) <= {name for name, _ in names("entities")}


def test_every_intent_has_enough_examples() -> None:
    found = examples()
    few = {
        name: len(found[name])
        for name, _ in names("intents")
        if name != "nlu_fallback" and len(found[name]) < LEAST_EXAMPLES
    }
    assert not few


def test_no_utterance_stands_in_two_intents_or_twice() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for intent, lines in examples().items():
        for line in lines:
            owners[bare(line)].append(intent)
    assert not {line: intents for line, intents in owners.items() if line and len(intents) > 1}


def test_nothing_to_measure_with_is_trained_on() -> None:
    trained = {bare(line) for lines in examples().values() for line in lines}
    measured = [
        *(SHARED / "nlu" / "dev.jsonl").read_text(encoding="utf-8").splitlines(),
        *(ROOT / "evaluation" / "blind.jsonl").read_text(encoding="utf-8").splitlines(),
    ]
    texts = [json.loads(line)["text"] for line in measured if line.strip()]
    assert not [text for text in texts if len(bare(text)) > 5 and bare(text) in trained]


def test_every_intent_leads_somewhere(importer: CapabilityImporter) -> None:
    stories = importer.get_stories()
    handled = {
        event.intent_name
        for step in stories.story_steps
        for event in step.events
        if hasattr(event, "intent_name")
    }
    idle = {name for name, _ in names("intents")} - handled
    assert not idle, f"no rule begins with {sorted(idle)}"


def test_every_action_has_a_class_and_every_class_an_action() -> None:
    declared = {name for name, _ in names("actions")}
    assert declared == action_classes()


def test_every_response_is_spoken(importer: CapabilityImporter) -> None:
    domain = importer.get_domain()
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for pattern in ("actions/**/*.py", "actions/**/*.yml", "data/*/rules.yml", "domain.yml")
        for path in ROOT.glob(pattern)
    )
    forms = {name for name, _ in names("forms")}
    idle = [
        name
        for name in domain.responses
        if name not in sources
        and not any(f"utter_ask_{form}_" in name for form in forms)
        and not any(
            re.search(rf"\b{re.escape(prefix)}", sources)
            for prefix in {f"{name.rsplit('_', cut)[0]}_{{" for cut in (1, 2)}
        )
    ]
    assert not idle, f"never spoken: {idle}"


@pytest.mark.parametrize("folder", CAPABILITIES, ids=lambda p: p.name)
def test_a_capability_is_described(folder: Path) -> None:
    described = (ROOT / "docs" / "capabilities.md").read_text(encoding="utf-8")
    assert f"`{folder.name}`" in described
