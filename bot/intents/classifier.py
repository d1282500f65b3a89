"""The intent model as a component of Rasa's pipeline."""

from __future__ import annotations

import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message as RasaMessage
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from bot.intents import encoder, wishes
from bot.intents.features import Message, Weights
from bot.intents.model import IntentModel, Settings
from bot.values.pipeline import read

logger = logging.getLogger(__name__)

INTENT_RANKING = "intent_ranking"
WISHES = "wishes"
RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WishClassifier(GraphComponent, IntentClassifier):
    """Sets `intent`, `intent_ranking` and `wishes` of a message from its text and its entities.

    Two models are trained: the full one, and one on n-grams alone for a machine on which the
    encoders do not load. `intent_ranking` always holds intents of the domain, likeliest first,
    also when `intent` is `nlu_fallback`.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model: IntentModel | None = None

    @classmethod
    def required_components(cls) -> list[type]:
        """Entities may come from any extractor before this component."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`weights` and `settings` override `features.Weights` and `model.Settings`;
        `cache` is the folder of encodings kept between trainings (empty: none)."""
        return {"weights": {}, "settings": {}, "cache": ".cache/encodings"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WishClassifier:
        """An untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Trains both models on the examples that have an intent, and stores them."""
        examples = [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT)
        ]
        messages = [Message(text, read(text)) for text, _ in examples]
        intents = [intent for _, intent in examples]
        settings = Settings(**self._config["settings"])
        cache = Path(self._config["cache"]) if self._config["cache"] else None
        weights = loadable(Weights(**self._config["weights"]))
        plain = IntentModel(without_encoders(weights), settings).fit(messages, intents)
        self._model = IntentModel(weights, settings).fit(messages, intents, cache)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / "full")
            plain.save(folder / "plain")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WishClassifier:
        """A component with the stored models; the plain one serves when an encoder is missing."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            full = IntentModel.load(folder / "full")
            usable = all_load(full.features.encoders())
            component._model = full if usable else IntentModel.load(folder / "plain")
        # One message is too little work for two threads: on a busy machine they wait for each
        # other, ten times as long as the work takes. For good, hence no `with`.
        threadpool_limits(limits=1)
        return component

    def process(self, messages: list[RasaMessage]) -> list[RasaMessage]:
        """Reads every message that carries text."""
        for message in messages:
            if message.get(TEXT):
                self._read(message)
        return messages

    def _read(self, message: RasaMessage) -> None:
        model = self._model
        if model is None:
            raise RuntimeError("the intent model is neither trained nor loaded")
        given = Message(message.get(TEXT), message.get(ENTITIES, []))
        reading = model.read([given])[0]
        message.set(INTENT, _named(reading.intent, reading.confidence), add_to_output=True)
        ranking = [_named(name, chance) for name, chance in reading.ranking[:RANKED]]
        message.set(INTENT_RANKING, ranking, add_to_output=True)
        found = wishes.further(given, reading.intent, model.read)
        message.set(WISHES, found, add_to_output=True)


def loadable(weights: Weights) -> Weights:
    """The weights without the encoders that do not load on this machine."""
    present = {
        name: weights.encoder(name) if all_load([name]) else 0.0
        for name in ("e5", "use")
        if weights.encoder(name)
    }
    return Weights(**{**asdict(weights), **present})


def without_encoders(weights: Weights) -> Weights:
    """The weights of a model on n-grams and values alone."""
    return Weights(**{**asdict(weights), "e5": 0.0, "use": 0.0})


def all_load(names: list[str]) -> bool:
    """Whether these encoders can be used; says loudly which one cannot."""
    for name in names:
        try:
            encoder.load(name)
        except encoder.EncoderUnavailable as reason:
            logger.error("encoder.unavailable %s: understanding falls back to n-grams", reason)
            return False
    return True


def _named(name: str, confidence: float) -> dict[str, Any]:
    return {"name": name, "confidence": confidence}
