"""Rasa without TensorFlow: only when the model can do without, and never half."""

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from bot.runtime.light_start import needs_tensorflow

ROOT = Path(__file__).resolve().parents[3]
USE_IT = """
import sys, warnings
warnings.simplefilter("ignore")
from bot.runtime import light_start
assert light_start.leave_out_tensorflow() is True
assert light_start.leave_out_tensorflow() is False
import spacy
import rasa.nlu.classifiers.diet_classifier as diet
from thinc.compat import has_tensorflow
assert has_tensorflow is False
assert len(spacy.blank("zh")("贷款")) == 2
assert "tensorflow" not in sys.modules
try:
    import tensorflow
except ModuleNotFoundError:
    pass
else:
    raise AssertionError("a library could still see the placeholder")
try:
    diet.tf.keras.layers.Dense(4)
except light_start.PlaceholderUsed as error:
    sys.stdout.write(f"refused: {error}")
"""


def packed(folder: Path, *components: str) -> Path:
    """A model archive that names components and holds nothing else."""
    nodes = {str(n): {"uses": component} for n, component in enumerate(components)}
    text = json.dumps({"predict_schema": {"nodes": nodes}}).encode()
    model = folder / "model.tar.gz"
    with tarfile.open(model, "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
    return model


@pytest.mark.parametrize(
    ("component", "needed"),
    [
        ("rasa.nlu.classifiers.diet_classifier.DIETClassifier", True),
        ("rasa.core.policies.ted_policy.TEDPolicy", True),
        ("rasa.core.policies.unexpected_intent_policy.UnexpecTEDIntentPolicy", True),
        ("rasa.nlu.selectors.response_selector.ResponseSelector", True),
        ("rasa.core.policies.rule_policy.RulePolicy", False),
        ("rasa.nlu.classifiers.logistic_regression_classifier.LogisticRegressionClassifier", False),
        ("bot.intents.classifier.WishClassifier", False),
    ],
)
def test_neural_components_are_recognised(tmp_path: Path, component: str, needed: bool) -> None:
    model = packed(tmp_path, "rasa.graph_components.providers.Provider", component)
    assert needs_tensorflow(model) is needed


def test_real_model_is_read(toy_model: Path) -> None:
    assert needs_tensorflow(toy_model) is False


def test_components_are_defined_computing_is_refused_and_others_see_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", USE_IT], cwd=ROOT, text=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("refused: layers.Dense needs TensorFlow")


def test_running_server_has_no_tensorflow_in_memory(server: Any) -> None:
    maps = Path(f"/proc/{server.process.pid}/maps").read_text()
    assert "tensorflow" not in maps
