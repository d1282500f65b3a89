"""How refusals look in the OpenAPI document."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from foundation.problems import MEDIA_TYPE


class ProblemDocument(BaseModel):
    """A refusal (RFC 9457): `code` is stable, `title` a Chinese sentence fit to show."""

    model_config = ConfigDict(extra="allow")

    type: str
    status: int
    code: str
    title: str
    detail: str | None = None
    allowed: dict[str, Any] | None = None


def refuses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an endpoint that may refuse with these statuses."""
    reference = {"$ref": "#/components/schemas/ProblemDocument"}
    return {
        status: {"description": "refused", "content": {MEDIA_TYPE: {"schema": reference}}}
        for status in statuses
    }
