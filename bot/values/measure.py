"""Score the value reader on labelled lines: python -m bot.values.measure SET.jsonl [--errors 40].

Lines are `{"text", "intent", "entities": [{"entity", "role", "value"}]}`, as JSON lines, or a
YAML list with entities as [entity, role, value]. Exact match of (entity, role, value); lines
labelled out_of_scope are left out, finance_term counts in explain_term only.
Date expressions are D+2, W:6 (coming Saturday), NW:3, M+1:15, MD:03-05.
"""

import argparse
import collections
import datetime as dt
import json
import pathlib
import sys
import time
from typing import Any

import yaml

from bot.values.pipeline import read

ONLY_IN = {"finance_term": {"explain_term"}}


def resolve_date(value: Any, today: dt.date) -> Any:
    """ISO date behind a date expression; anything else unchanged."""
    if not isinstance(value, str) or not (":" in value or value.startswith("D+")):
        return value
    if value.startswith("D+"):
        return (today + dt.timedelta(days=int(value[2:]))).isoformat()
    kind, _, arg = value.partition(":")
    if kind == "W":
        return (today + dt.timedelta(days=(int(arg) - today.isoweekday() - 1) % 7 + 1)).isoformat()
    if kind == "NW":
        monday = today - dt.timedelta(days=today.isoweekday() - 8)
        return (monday + dt.timedelta(days=int(arg) - 1)).isoformat()
    if kind.startswith("M+"):
        month = today.month - 1 + int(kind[2:])
        return dt.date(today.year + month // 12, month % 12 + 1, int(arg)).isoformat()
    if kind == "MD":
        date = dt.date(today.year, *map(int, arg.split("-")))
        return (date if date >= today else date.replace(year=today.year + 1)).isoformat()
    return value


def canonical(entity: dict[str, Any], today: dt.date) -> tuple[str, Any, Any]:
    """(entity, role, value) in a comparable form."""
    value = resolve_date(entity["value"], today)
    if isinstance(value, dict):
        value = tuple(sorted((k, None if v is None else float(v)) for k, v in value.items()))
    elif isinstance(value, (int, float)):
        value = float(value)
    elif isinstance(value, str):
        value = value.lower()
    return entity["entity"], entity.get("role"), value


def load(path: pathlib.Path) -> list[dict[str, Any]]:
    """Labelled lines of a .jsonl or .yml file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".yml", ".yaml"):
        rows = yaml.safe_load(text)
        for row in rows:
            row["entities"] = [
                dict(zip(("entity", "role", "value"), e, strict=True)) for e in row["entities"]
            ]
        return rows
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def score(rows: list[dict[str, Any]], today: dt.date) -> tuple[dict[str, Any], list[str]]:
    """(summary with precision, recall, F1 and latency, error lines)."""
    per: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    seconds, errors = [], []
    read("首付三成", today)
    for row in rows:
        if row["intent"] == "out_of_scope":
            continue
        start = time.perf_counter()
        found = read(row["text"], today)
        seconds.append(time.perf_counter() - start)
        counted = [
            collections.Counter(
                canonical(e, today)
                for e in side
                if row["intent"] in ONLY_IN.get(e["entity"], {row["intent"]})
            )
            for side in (row["entities"], found)
        ]
        want, got = counted
        for counter, i in ((want & got, 0), (got - want, 1), (want - got, 2)):
            for key, n in counter.items():
                per[key[0]][i] += n
        if want != got:
            lost, added = list(want - got), list(got - want)
            errors.append(f"{row['intent']}  {row['text']}  missed {lost}  extra {added}")
    hit, extra, missed = (sum(v[i] for v in per.values()) for i in range(3))
    seconds.sort()
    summary = {
        "utterances": len(seconds),
        "precision": round(hit / (hit + extra), 4) if hit + extra else None,
        "recall": round(hit / (hit + missed), 4) if hit + missed else None,
        "f1": round(2 * hit / (2 * hit + extra + missed), 4) if hit else 0.0,
        "ms_p50": round(seconds[len(seconds) // 2] * 1e3, 2),
        "ms_p95": round(seconds[int(len(seconds) * 0.95)] * 1e3, 2),
        "entities": {
            k: {"hit": v[0], "extra": v[1], "missed": v[2]} for k, v in sorted(per.items())
        },
    }
    return summary, errors


def main() -> None:
    """Command line."""
    out = sys.stdout.write
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=pathlib.Path)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 11, 21))
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    summary, errors = score(load(args.set), args.today)
    for line in errors[: args.errors]:
        out(f"{line}\n")
    out(json.dumps(summary, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
