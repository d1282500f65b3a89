"""Writes web/src/contract/cards.ts from the card models, so that the page cannot drift."""

import subprocess

from pydantic.json_schema import models_json_schema

from foundation.cards import DATA_MODELS, Card
from scripts.model import ROOT

TARGET = ROOT / "web" / "src" / "contract" / "cards.ts"
HEADER = "// Generated from foundation/cards.py by `make types`. Do not edit.\n"
PRIMITIVES = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean",
              "null": "null"}  # fmt: skip


def _type(schema: dict) -> str:  # type: ignore[type-arg]
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    kind = schema.get("type")
    if kind == "array":
        item = _type(schema.get("items", {}))
        return f"({item})[]" if " " in item else f"{item}[]"
    if kind == "object":
        return "Record<string, unknown>"
    return PRIMITIVES.get(str(kind), "unknown")


def _interface(name: str, schema: dict) -> str:  # type: ignore[type-arg]
    required = set(schema.get("required", []))
    lines = [f"export interface {name} {{"]
    for key, value in schema.get("properties", {}).items():
        lines.append(f"  {key}{'' if key in required else '?'}: {_type(value)};")
    if schema.get("additionalProperties") is True:
        lines.append("  [more: string]: unknown;")
    return "\n".join([*lines, "}"])


def render() -> str:
    """The TypeScript module: an interface a model, and the map from card name to its data."""
    models = [(model, "serialization") for model in (*DATA_MODELS.values(), Card)]
    _, document = models_json_schema(models)  # type: ignore[arg-type]
    parts = [HEADER]
    parts += [_interface(name, schema) for name, schema in sorted(document["$defs"].items())]
    rows = "\n".join(f"  {name}: {model.__name__};" for name, model in DATA_MODELS.items())
    parts.append(f"export interface CardDataByName {{\n{rows}\n}}")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(render())
    subprocess.run(["git", "--no-pager", "diff", "--stat", str(TARGET)], cwd=ROOT, check=False)
