"""Starts Rasa without TensorFlow when the model needs none of it.

Rasa 3.6 imports TensorFlow wherever it defines a neural component, used or not (the recipe names
them all): seconds of start-up and a third of the memory, for classes a linear classifier and
rules never touch. Before Rasa is imported, `leave_out_tensorflow` puts placeholders in the place
of TensorFlow and its companions: enough to define those classes, nothing more. A model that does
contain such a component is recognised beforehand (`needs_tensorflow`) and gets the real thing.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGES = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")
ASK_FOR_TENSORFLOW = ("thinc",)  # below spaCy
RASA_MODULES = (  # the server, all components, and what a model names besides
    "rasa.core.run",
    "rasa.engine.recipes.default_components",
    "rasa.graph_components.validators.default_recipe_validator",
)
NEURAL_COMPONENTS = (
    "diet_classifier",
    "response_selector",
    "convert_featurizer",
    "lm_featurizer",
    "ted_policy",
    "unexpected_intent_policy",
)


class PlaceholderUsed(RuntimeError):
    """Something wanted to compute with TensorFlow although it was left out."""


class _PlaceholderType(type):
    """Makes a placeholder usable wherever a class body or an annotation mentions it."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(f"{cls.__qualname__}.{name}")

    def __getitem__(cls, _item: Any) -> Any:
        return cls


def _refuse(self: Any, *_args: Any, **_kwargs: Any) -> None:
    raise PlaceholderUsed(
        f"{type(self).__name__} needs TensorFlow, which was left out at start "
        "(bot/runtime/light_start.py): add the component to NEURAL_COMPONENTS."
    )


def _placeholder(name: str) -> Any:
    return _PlaceholderType(name, (), {"__init__": _refuse, "__module__": __name__})


def _passed_through(*args: Any, **_kwargs: Any) -> Any:
    """Stand in for `tf.function`, which decorates with and without arguments."""
    if len(args) == 1 and callable(args[0]):
        return args[0]
    return lambda function: function


class _PlaceholderModule(ModuleType):
    """A module in which every name exists."""

    __path__: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _passed_through if name == "function" else _placeholder(name)
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers imports of the left-out packages: with placeholders, or that there are none."""

    pretending = False

    def find_spec(
        self, fullname: str, _path: Any = None, _target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in PACKAGES:
            return None
        if not self.pretending:
            raise ModuleNotFoundError(f"{fullname} was left out at start", name=fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _PlaceholderModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        return None


def needs_tensorflow(model: Path) -> bool:
    """Tell whether a packed model (`*.tar.gz`) contains a component built on TensorFlow."""
    with tarfile.open(model) as archive:
        packed = archive.extractfile("metadata.json")
        if packed is None:
            raise FileNotFoundError(f"{model} holds no metadata.json")
        nodes = json.load(packed)["predict_schema"]["nodes"]
    used = [node["uses"] for node in nodes.values()]
    return any(name in component for component in used for name in NEURAL_COMPONENTS)


def leave_out_tensorflow() -> bool:
    """Import Rasa with placeholders; False, and nothing done, once TensorFlow is imported.

    Only Rasa sees the placeholders. Libraries that use TensorFlow if it happens to be there are
    told that it is not: those that Rasa draws in are imported before, all others come after.
    """
    if "tensorflow" in sys.modules or any(isinstance(found, _Finder) for found in sys.meta_path):
        return False
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    for name in ASK_FOR_TENSORFLOW:
        if importlib.util.find_spec(name) is not None:
            importlib.import_module(name)
    finder.pretending = True
    try:
        for name in RASA_MODULES:
            importlib.import_module(name)
    finally:
        finder.pretending = False
        for name in [name for name in sys.modules if name.partition(".")[0] in PACKAGES]:
            del sys.modules[name]
    return True
