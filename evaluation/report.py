"""Tables for people, and the picture of what is mistaken for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

HEAD = (
    f"{'model':<44}{'CV acc':>8}{'CV oos':>8}{'dev acc':>9}{'oos':>7}{'false':>7}"
    f"{'blind':>8}{'oos':>7}{'MB':>7}{'ms':>7}{'train s':>9}"
)


def line(name: str, result: Mapping[str, Any]) -> str:
    """One line of the comparison from a recorded result."""
    crossed, sets = result["cross_validation"], result["sets"]
    dev, blind = sets.get("dev", {}), sets.get("blind", {})
    cells = [
        (crossed["intent_accuracy"], 8), (crossed["out_of_scope_refused"], 8),
        (dev.get("intent_accuracy"), 9), (dev.get("out_of_scope_refused"), 7),
        (dev.get("false_refusal"), 7), (blind.get("intent_accuracy"), 8),
        (blind.get("out_of_scope_refused"), 7),
    ]  # fmt: skip
    shown = "".join(f"{'-' if value is None else format(value, '.3f'):>{w}}" for value, w in cells)
    return (
        f"{name:<44}{shown}{result['megabytes']:>7}{result['milliseconds']:>7}"
        f"{result['train_seconds']:>9}"
    )


def intents(table: Mapping[str, tuple[int, int, str]]) -> str:
    """Per intent: right of all, mistaken for."""
    worst = sorted(table.items(), key=lambda item: item[1][0] / item[1][1])
    return "\n".join(
        f"{name:<26}{right:>4}/{count:<5}{right / count:>6.2f}  {mistaken}"
        for name, (right, count, mistaken) in worst
    )


def confusion(path: Path, names: Sequence[str], wanted: Sequence[str], got: Sequence[str]) -> None:
    """Writes the confusion picture: rows what was meant, columns what was understood."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    place = {name: i for i, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)))
    for label, intent in zip(wanted, got, strict=True):
        if label in place and intent in place:
            counts[place[label], place[intent]] += 1
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(15, 14))
    axes.imshow(np.sqrt(shares), cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("understood")
    axes.set_ylabel("meant")
    axes.set_title("Cross-validation on the training examples (square root of the share)")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=80)
    plt.close(figure)
