"""What the message API takes and gives."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class MessageIn(BaseModel):
    """One message: exactly one of `text` and `payload` (from a button)."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[
        str | None, Field(description="What the customer typed, ≤ 1000 characters.")
    ] = None
    payload: Annotated[str | None, Field(max_length=8000, description="A button's payload.")] = None
    client_message_id: Annotated[
        str | None,
        Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9._:\-]+$",
              description="Chosen by the client; the same one again runs nothing twice."),
    ] = None  # fmt: skip


class ActionOut(BaseModel):
    """A button: an opaque signed `payload`, or an address."""

    label: str
    payload: str | None = None
    url: str | None = None


class MessageOut(BaseModel):
    """One line of a talk. `seq` orders it; `card` is absent when there is `text`.

    `kind` marks lines of the edge itself: notice, warning, noted, late, failed; and press; a line
    that the back office had said carries the delivery's kind (application, paper, …).
    """

    model_config = ConfigDict(extra="allow")

    seq: int
    role: Literal["customer", "bot", "agent"]
    at: str
    turn_id: str | None = None
    text: str | None = None
    actions: list[ActionOut] | None = None
    card: dict[str, Any] | None = None
    kind: str | None = None
    client_message_id: str | None = None


class TurnOut(BaseModel):
    """The answer to a message. `pending`: it is noted, the rest follows on the stream."""

    turn_id: str
    messages: list[MessageOut]
    pending: bool = False


class HistoryOut(BaseModel):
    """Lines after a position, in order; `more` when there are further ones."""

    messages: list[MessageOut]
    last_seq: int
    more: bool
