"""The value reader in Rasa's graph: `bot.values.component.ValueExtractor` in config.yml."""

# ruff: noqa: UP006, UP035  Rasa compares the annotations of a graph component.

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.values.business_date import BusinessDate
from bot.values.pipeline import language, read


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ValueExtractor(GraphComponent, EntityExtractorMixin):
    """Adds the values of a message to its entities; needs no training and no annotated examples."""

    def __init__(self, business_date: BusinessDate) -> None:
        self._business_date = business_date
        language()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ValueExtractor:
        """One extractor a graph; it has no settings and stores nothing."""
        return cls(BusinessDate())

    def process(self, messages: List[Message]) -> List[Message]:
        """Read each message; a message without text or metadata is fine."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = read(text, self._business_date.today(message.get(METADATA)))
            kept = [e for e in message.get(ENTITIES, []) if e.get("extractor") != self.name]
            message.set(ENTITIES, kept + self.add_extractor_name(found), add_to_output=True)
        return messages
