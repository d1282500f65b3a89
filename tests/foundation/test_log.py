"""What the log shows of personal data."""

import json
import logging

import pytest
import structlog

from foundation.log import configure, logger, mask


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("身份证990101198503120010。", "身份证990***********0010。"),
        ("99010219850312001x", "990***********001x"),
        ("卡6200000000000000067吧", "卡620************0067吧"),
        ("电话15400000001", "电话154****0001"),
        ("贷158000分36期", "贷158000分36期"),
        ("Q20261121ABCDEF", "Q20261121ABCDEF"),
    ],
)
def test_numbers_of_people_are_masked_and_others_are_not(written: str, shown: str) -> None:
    assert mask(written) == shown


def test_every_field_of_an_event_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    configure("test")
    try:
        logger("x").info("a.b", phone="15400000001", nested={"ids": ["990101198503120010"]})
        logging.getLogger("library").warning("from a library: 6200000000000000067")
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    finally:
        logging.getLogger().handlers.clear()
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
    assert lines[0]["event"] == "a.b"
    assert lines[0]["phone"] == "154****0001"
    assert lines[0]["nested"] == {"ids": ["990***********0010"]}
    assert lines[1]["event"] == "from a library: 620************0067"
    assert all(line["process"] == "test" for line in lines)
