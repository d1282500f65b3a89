"""An errand as a timeline: each step with its day or when it is expected, and who acts next."""

from typing import Any

from actions.shared.wording import phrase
from foundation import zh
from foundation.cards import Card, Timeline, TimelineStep, card

Json = dict[str, Any]
STATUS = {"done": "done", "doing": "current", "waiting": "todo", "failed": "failed"}
WHO = {"customer": "you", "lender": "us"}


def timeline(errand: Json) -> Card:
    """Where the errand stands; `application_no` holds its request number."""
    coming = errand["next"]
    who = WHO.get(coming["who"])
    more = {"who": who} if who else {}
    data = Timeline(
        application_no=errand["request_no"],
        state=errand["state"],
        state_zh=errand["state_zh"],
        steps=steps(errand["steps"]),
        next_action=coming["label"],
        url=coming["page"],
        **more,
    )
    lines = [line(step) for step in errand["steps"]]
    head = phrase(
        "errands.timeline_text",
        what=errand["errand_zh"],
        number=errand["request_no"],
        state=errand["state_zh"],
        next=coming["label"],
    )
    title = phrase("errands.timeline_title", what=errand["errand_zh"])
    return card(title, "\n".join([head, *lines]), data)


def steps(items: list[Json]) -> list[TimelineStep]:
    """The steps of a way as the card draws them."""
    return [
        TimelineStep(
            key=step["key"], name=step["label"], status=STATUS[step["state"]], day=day_of(step)
        )
        for step in items
    ]


def day_of(step: Json) -> str | None:
    """On which day it was done, or between which it is expected."""
    if step["on"]:
        return zh.day(step["on"])
    first, last = step["expected_from"], step["expected_to"]
    if not first:
        return None
    if not last or last == first:
        return phrase("errands.expected_on", day=zh.day(first))
    return phrase("errands.expected", first=zh.day(first), last=zh.day(last))


def line(step: Json) -> str:
    """A step in words."""
    state = phrase(f"errands.steps.{step['state']}")
    day = day_of(step)
    return phrase("errands.step", label=step["label"], state=state, day=f" {day}" if day else "")
