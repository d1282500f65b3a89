"""`make bench`: ours and the stock configuration, side by side in one run; JSON and a table."""

import argparse
import json
import os
import platform
import time
from contextlib import ExitStack
from typing import Any

from foundation.database import Server, server
from scripts.model import ROOT
from tests.benchmarks import turns
from tests.benchmarks.arms import arm, ours, stock, train

PARSED = ["二十来万的车，首付三成，一个月四千能搞定不", "气球贷是啥意思", "那首付降到两成呢",
          "要准备什么材料", "我想提前结清", "转人工", "帮我订张机票"] * 10  # fmt: skip


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Train, start and measure; returns everything that was measured."""
    names = ["ours"] if options.ours else ["ours", "stock"]
    sources = {"ours": ours, "stock": lambda: stock(options.stock_share)}
    base = server(ROOT / ".data" / "bench" / "postgres").base
    with ExitStack() as running:
        arms = []
        for name in names:
            archive, training = train(name, sources[name](), again=options.train)
            database = Server(base, f"bench_{name}")
            running.callback(database.drop_databases)
            arms.append(running.enter_context(arm(name, database, archive, training)))
        result: dict[str, Any] = {
            "on": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
            "training": {one.name: one.training for one in arms},
            "memory_mb": {},
            "turns": {},
        }
        for kind in turns.KINDS:
            for at_once in (1, 16):
                rounds = options.rounds if at_once == 1 else max(2, options.rounds // 10)
                print(f"· {kind}, {at_once} at once", flush=True)
                measured = turns.measure(arms, kind, rounds, at_once)
                result["turns"][f"{kind}, {at_once} at once"] = measured
        result["parse_p50_ms"] = {one.name: turns.parse_ms(one, PARSED) for one in arms}
        result["events_behind_p50_ms"] = {one.name: turns.long_talk(one) for one in arms}
        result["memory_mb"] = {one.name: round(one.memory_mb()) for one in arms}
    return result


def table(result: dict[str, Any]) -> str:
    """The measurements as a Markdown table."""
    names = list(result["memory_mb"])
    head = " | ".join(f"{name} p50 / p95 ms (expected answer)" for name in names)
    lines = [f"| turn | {head} |", "| --- |" + " --- |" * len(names)]
    for kind, by_arm in result["turns"].items():
        cells = [
            f"{m['p50_ms']} / {m['p95_ms']} ({m['expected_answer']:.0%})" for m in by_arm.values()
        ]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    for title, key in (
        ("parse p50 ms", "parse_p50_ms"),
        ("turn p50 ms with 10, 100, 1000 events behind", "events_behind_p50_ms"),
        ("memory of the Rasa process, MB", "memory_mb"),
        ("training s / model MB / examples / on", "training"),
    ):
        cells = []
        for name in names:
            value = result[key][name]
            if isinstance(value, dict):
                value = " / ".join(str(part) for part in value.values())
            cells.append(str(value))
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="timed turns of each kind")
    parser.add_argument("--ours", action="store_true", help="leave the stock arm out")
    parser.add_argument(
        "--stock-share", type=int, default=3, help="the stock arm learns every n-th example"
    )
    parser.add_argument("--train", action="store_true", help="train anew, to time it")
    result = run(parser.parse_args())
    print(json.dumps(result, ensure_ascii=False, indent=1))
    print(table(result))
    target = ROOT / ".cache" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
