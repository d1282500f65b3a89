"""The reader inside Rasa's graph."""

import statistics
import time

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.data import TrainingType
from rasa.shared.nlu.training_data.message import Message

from bot.values.business_date import BusinessDate
from bot.values.component import ValueExtractor
from tests.bot.values.test_properties import LINES

CONFIG = """
recipe: default.v1
language: zh
pipeline:
- name: bot.values.component.ValueExtractor
policies: []
"""


def extract(**data):
    [message] = ValueExtractor(BusinessDate(lambda: (_ for _ in ()).throw(OSError()))).process(
        [Message(data=data)]
    )
    return message


def test_entities_go_into_the_parse_result():
    message = extract(text="首付三成，下个月15号", metadata={"business_date": "2026-11-21"})
    entities = message.as_dict(only_output_properties=True)["entities"]
    assert [(e["entity"], e.get("role"), e["value"], e["extractor"]) for e in entities] == [
        ("ratio", "down_payment", 30, "ValueExtractor"),
        ("date", None, "2026-12-15", "ValueExtractor"),
    ]


def test_messages_without_metadata_or_text_are_fine():
    assert extract(text="三年").get("entities")[0]["value"] == 36
    assert extract(text="").get("entities", []) == []
    assert extract(intent="greet").get("entities", []) == []
    assert extract(text="你好", metadata=None).get("entities") == []


def test_entities_of_other_extractors_stay():
    other = {"entity": "x", "value": "y", "start": 0, "end": 1, "extractor": "Other"}
    assert extract(text="三年", entities=[other]).get("entities")[0] == other


def test_reading_a_message_again_gives_the_same():
    extractor = ValueExtractor(BusinessDate(lambda: (_ for _ in ()).throw(OSError())))
    message = Message(data={"text": "首付三成"})
    once = list(extractor.process([message])[0].get("entities"))
    assert extractor.process([message])[0].get("entities") == once


def test_rasa_accepts_it_in_a_pipeline():
    schema = DefaultV1Recipe().graph_config_for_recipe(
        yaml.safe_load(CONFIG), {}, training_type=TrainingType.NLU
    )
    nodes = schema.predict_schema.nodes
    assert any(node.uses is ValueExtractor for node in nodes.values())
    assert not any(
        node.uses is ValueExtractor and node.fn == "train"
        for node in schema.train_schema.nodes.values()
    )


def test_a_message_takes_less_than_two_milliseconds():
    extractor = ValueExtractor(BusinessDate(lambda: (_ for _ in ()).throw(OSError())))
    seconds = []
    for line in LINES:
        start = time.perf_counter()
        extractor.process(
            [Message(data={"text": line["text"], "metadata": {"business_date": "2026-11-21"}})]
        )
        seconds.append(time.perf_counter() - start)
    assert statistics.median(seconds) < 0.002
