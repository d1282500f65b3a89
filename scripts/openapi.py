"""Writes the OpenAPI documents of the back office and the edge to docs/openapi."""

import json
from typing import Any

from scripts.model import ROOT

FOLDER = ROOT / "docs" / "openapi"


def documents() -> dict[str, dict[str, Any]]:
    """The documents as the code describes itself today."""
    from backoffice.app import app as backoffice
    from channels.app import app as edge

    return {"backoffice": backoffice.openapi(), "edge": edge.openapi()}


def render(document: dict[str, Any]) -> str:
    """A document as it is committed."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, document in documents().items():
        (FOLDER / f"{name}.json").write_text(render(document))
        print(f"· docs/openapi/{name}.json")
