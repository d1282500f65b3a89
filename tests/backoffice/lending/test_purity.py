"""The mathematics knows nothing but the standard library and itself."""

import ast
import sys
from pathlib import Path

import backoffice.lending

FOLDER = Path(backoffice.lending.__file__).parent


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_lending_imports_the_standard_library_only() -> None:
    modules = list(FOLDER.glob("*.py"))
    assert len(modules) > 10
    for path in modules:
        for name in _imported(path):
            own = name == "backoffice.lending" or name.startswith("backoffice.lending.")
            assert own or name.split(".")[0] in sys.stdlib_module_names, f"{path.name}: {name}"
