"""Rasa's own default for Chinese, as a yardstick: jieba, its featurizers and DIET."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from evaluation.arms import Result
from evaluation.figures import Figures, figures
from evaluation.sets import Row

NAME = "stock: jieba + DIET, a third"
# What `rasa init` writes for a language with a tokenizer of its own (no response selector: the
# data has no retrieval intents). 30 epochs for 100: intent accuracy on its own examples is 0.98
# after six, and an epoch takes 18 seconds here.
CONFIG = """
recipe: default.v1
language: zh
assistant_id: yardstick
pipeline:
  - name: JiebaTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 30
    constrain_similarities: true
    random_seed: 7
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""


def measure(examples: Sequence[tuple[str, str]], sets: dict[str, list[Row]]) -> Result:
    """Trains and measures it, without cross-validation: a training takes many minutes."""
    with TemporaryDirectory() as folder:
        model, seconds = _train(examples, Path(folder) / "whole")
        measured, took = {}, 0.0
        for name, rows in sets.items():
            got, took = _intents(model, [row["text"] for row in rows])
            measured[name] = figures([row["intent"] for row in rows], got)
        megabytes = round(model.stat().st_size / 1e6, 1)
    return Result(Figures(0, None, None, None), measured, megabytes, took, seconds)


def _train(examples: Sequence[tuple[str, str]], folder: Path) -> tuple[Path, float]:
    from rasa.model_training import train_nlu

    folder.mkdir(parents=True)
    (folder / "config.yml").write_text(CONFIG, "utf-8")
    lines = ['version: "3.1"', "nlu:"]
    for intent in sorted({intent for _, intent in examples}):
        lines += [f"  - intent: {intent}", "    examples: |"]
        lines += [f"      - {text}" for text, label in examples if label == intent]
    (folder / "nlu.yml").write_text("\n".join(lines), "utf-8")
    start = time.perf_counter()
    path = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
    if path is None:
        raise RuntimeError("the stock pipeline did not train")
    return Path(path), round(time.perf_counter() - start, 1)


def _intents(model: Path, texts: Sequence[str]) -> tuple[list[str], float]:
    """What the stock model understands, and its median milliseconds a message."""
    import structlog
    from rasa.core.agent import load_agent

    # Rasa logs every parsed text at debug level.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

    async def read() -> tuple[list[str], float]:
        agent = await load_agent(str(model))
        await agent.parse_message("你好")
        found, took = [], []
        for text in texts:
            start = time.perf_counter()
            parsed = await agent.parse_message(text)
            took.append(time.perf_counter() - start)
            found.append(str(parsed["intent"]["name"]))
        return found, round(float(np.median(took)) * 1e3, 1)

    return asyncio.run(read())
