"""Who may know whom, beyond what import-linter is told in pyproject.toml."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("foundation", "backoffice", "channels", "actions", "bot", "scripts", "evaluation")
SHARED_BY_CAPABILITIES = {"actions.shared", "actions.wording"}


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, f"no sources in {folder}"
    return found


def imported(path: Path) -> Iterator[str]:
    """Absolute names a file imports."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_imports_tests(room: str) -> None:
    if room in {"scripts", "evaluation"} and not (ROOT / room).exists():
        pytest.fail(f"{room} is missing")
    for path in sources(room):
        assert not [n for n in imported(path) if n.split(".")[0] == "tests"], path


def test_the_bot_knows_nothing_of_ours() -> None:
    ours = {"foundation", "backoffice", "channels", "actions", "scripts", "evaluation"}
    for path in sources("bot"):
        assert not [n for n in imported(path) if n.split(".")[0] in ours], path


def test_lending_needs_the_standard_library_only() -> None:
    for path in sources("backoffice/lending"):
        for name in imported(path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or name.startswith("backoffice.lending"), (
                f"{path}: {name}"
            )


def test_capabilities_do_not_know_one_another() -> None:
    for path in sources("actions"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if module.startswith("actions.shared") or path.name.startswith("__"):
            continue
        capability = ".".join(module.split(".")[:2])
        for name in imported(path):
            if name.startswith("actions.") and not name.startswith(capability):
                allowed = any(name.startswith(shared) for shared in SHARED_BY_CAPABILITIES)
                assert allowed, f"{path}: {name}"


def test_every_folder_says_what_it_is_for() -> None:
    rooms = ("foundation", "backoffice", "channels", "actions", "bot", "scripts", "knowledge",
             "evaluation", "web", "tests", "data")  # fmt: skip
    for room in rooms:
        readme = ROOT / room / "README.md"
        assert readme.is_file(), f"{room} has no README.md"
        assert 3 <= len(readme.read_text(encoding="utf-8").strip().splitlines()) <= 60, readme
