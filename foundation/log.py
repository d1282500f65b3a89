"""Structured logs, one JSON object a line, with personal data masked in every field."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# Longest first: an ID number must not be taken for a card, nor a card for a phone.
_PATTERNS = (
    re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{9}[0-9Xx](?![0-9A-Za-z])"),
    re.compile(r"(?<![0-9A-Za-z])\d{13,19}(?![0-9A-Za-z])"),
    re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])"),
)


def _mask_number(found: re.Match[str]) -> str:
    number = found.group()
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def mask(text: str) -> str:
    """`text` with ID, card and phone numbers reduced to their first three and last four places."""
    for pattern in _PATTERNS:
        text = pattern.sub(_mask_number, text)
    return text


def _mask_value(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _mask_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mask_value(item) for item in value]
    return value


def mask_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """structlog processor: masks every field of a log event."""
    for key in list(event):
        event[key] = _mask_value(event[key])
    return event


def configure(process: str, level: str = "INFO") -> None:
    """Set up logging for a process; the standard library's records take the same way out."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                mask_event,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(process=process)


def logger(name: str) -> Any:
    """A structured logger; the first argument of its methods is the event's dotted name."""
    return structlog.stdlib.get_logger(name)
