"""Compares the models, looks closely at the chosen one, and fails when it got worse.

    python -m evaluation.run [--all] [--quick] [--record]

--all     also trains Rasa's stock pipeline (many minutes); else its last measured line is shown
--quick   the chosen model only
--record  keeps the figures in evaluation/recorded.json

Exit 1 when the development set falls by more than a point below the recorded figures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from dataclasses import asdict
from typing import Any

from bot.intents.features import Weights
from bot.intents.model import FALLBACK, IntentModel
from bot.values import measure as values
from evaluation import arms, diet, figures, record, report, sets

PICTURE = sets.ROOT / "docs" / "img" / "confusion.png"
# The sandbox's business date, for expressions such as "tomorrow" in the labels.
TODAY = dt.date(2026, 11, 21)


def main() -> int:
    """Runs the comparison; the exit code."""
    options = _options()
    recorded = record.load()
    examples = sets.training()
    measured = _sets()
    print(f"{len(examples)} training examples, {len({i for _, i in examples})} intents")
    print(report.HEAD)
    lines = _compare(options, examples, measured, recorded.get("arms", {}))
    chosen = lines.pop("_model")
    _close_look(chosen, examples, measured)
    now = {"dev": _development(chosen, measured)} if "dev" in measured else {}
    worse = record.falls(recorded.get("dev", {}), now.get("dev", {}))
    for fall in worse:
        print(f"WORSE THAN RECORDED: {fall}")
    if options.record:
        kept = {**recorded.get("arms", {}), **lines}
        record.save({**recorded, "examples": len(examples), "arms": kept, **now})
        print(f"recorded in {record.PATH.relative_to(sets.ROOT)}")
    return 1 if worse and not options.record else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="train the stock pipeline as well")
    parser.add_argument("--quick", action="store_true", help="the chosen model only")
    parser.add_argument("--record", action="store_true", help="keep the figures")
    return parser.parse_args()


def _sets() -> dict[str, list[sets.Row]]:
    found = {}
    if sets.development_set().exists():
        found["dev"] = sets.labelled(sets.development_set())
    else:
        print(f"no development set at {sets.development_set()}: only the blind set is measured")
    return {**found, "blind": sets.labelled(sets.BLIND)}


def _compare(
    options: argparse.Namespace,
    examples: list[tuple[str, str]],
    measured: dict[str, list[sets.Row]],
    recorded: dict[str, Any],
) -> dict[str, Any]:
    """Prints the table; the lines by name, and the chosen model as `_model`."""
    lines: dict[str, Any] = {}
    models: dict[str, IntentModel] = {}
    wanted = {arms.CHOSEN: arms.ARMS[arms.CHOSEN]} if options.quick else arms.ARMS
    for name, arm in wanted.items():
        models[name], lines[name] = _trained(name, arm, examples, measured)
    if not options.quick:
        lines[arms.ENSEMBLE] = _line(arms.ENSEMBLE, arms.ensemble(models, examples, measured))
    if options.all:
        some = arms.third(examples)
        lines[diet.NAME] = _line(diet.NAME, diet.measure(some, measured))
        lines[arms.ON_A_THIRD] = _trained(arms.ON_A_THIRD, arms.ARMS[arms.CHOSEN], some, measured)[
            1
        ]
    else:
        for name in (diet.NAME, arms.ON_A_THIRD):
            if name in recorded:
                print(report.line(name, recorded[name]), "on", recorded[name]["date"])
    lines["_model"] = models[arms.CHOSEN]
    return lines


def _trained(
    name: str,
    arm: tuple[Weights, int],
    examples: list[tuple[str, str]],
    measured: dict[str, list[sets.Row]],
) -> tuple[IntentModel, dict[str, Any]]:
    start = time.perf_counter()
    model = arms.fit(arm, examples)
    seconds = round(time.perf_counter() - start, 1)
    return model, _line(name, arms.measure(model, examples, measured, seconds))


def _line(name: str, result: arms.Result) -> dict[str, Any]:
    kept = {"date": dt.date.today().isoformat(), **result.as_dict()}
    print(report.line(name, kept), flush=True)
    return kept


def _close_look(
    model: IntentModel, examples: list[tuple[str, str]], measured: dict[str, list[sets.Row]]
) -> None:
    labels = [intent for _, intent in examples]
    unseen = figures.names(model.readings(model.unseen))
    print("\ncross-validation, an intent a line, weakest first")
    print(report.intents(figures.per_intent(labels, unseen)))
    for name, rows in measured.items():
        print(f"\n{name}: what was not understood")
        for row, reading in zip(rows, model.read(arms.messages_of(rows)), strict=True):
            if reading.intent != row["intent"]:
                print(f"  {row['intent']:<24}{reading.intent:<24}{reading.confidence:.2f}")
    report.confusion(PICTURE, [*model.intents, FALLBACK], labels, unseen)
    print(f"\nconfusion picture: {PICTURE.relative_to(sets.ROOT)}")


def _development(model: IntentModel, measured: dict[str, list[sets.Row]]) -> dict[str, Any]:
    rows = measured["dev"]
    got = figures.names(model.read(arms.messages_of(rows)))
    found = asdict(figures.figures([row["intent"] for row in rows], got))
    entities, _ = values.score(rows, TODAY)
    found.update({f"entity_{key}": entities[key] for key in ("precision", "recall", "f1")})
    print("\ndevelopment set, chosen model:", found)
    return found


if __name__ == "__main__":
    sys.exit(main())
