"""What cards are made of: value forms, the base of their data, buttons."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

Money = Annotated[str, Field(pattern=r"^-?\d+\.\d{2}$")]
Percent = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T.+([+-]\d{2}:\d{2}|Z)$")]


class Part(BaseModel):
    """A piece of a card's data; further members are kept, the contract says "at least"."""

    model_config = ConfigDict(extra="allow")
    # The card's name, for a part that is all the data of a card.
    card: ClassVar[str] = ""


class Action(BaseModel):
    """A button: an internal payload, signed by the edge on its way out, or an address."""

    label: str
    payload: str | None = None
    url: str | None = None
