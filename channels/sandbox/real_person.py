"""Plays the third party's real-person page; served in the sandbox only."""

from pathlib import Path
from string import Template
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from fastapi import Path as InPath
from fastapi.responses import FileResponse, HTMLResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from channels.assembly import Edge
from channels.forwarding.office import SYSTEM
from channels.wording import listed, say

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " media-src 'self' blob: mediastream:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "no-store",
}
# What a provider would measure; who presses a button is no picture to be judged.
_MEASURED: dict[str, dict[str, Any]] = {
    "passed": {"score": "0.9600", "liveness": True},
    "failed": {"score": "0.3100", "liveness": True},
    "abandoned": {"score": "0.0000", "liveness": False},
}


async def _in_sandbox(edge: Edge) -> None:
    if not edge.settings.sandbox:
        raise HTTPException(404)


router = APIRouter(
    prefix="/sandbox", tags=["sandbox"], dependencies=[Depends(_in_sandbox)],
    include_in_schema=False,
)  # fmt: skip
CheckId = Annotated[str, InPath(pattern=r"^[A-Za-z0-9_\-]{1,60}$")]


class ResultIn(BaseModel):
    """Which button was pressed."""

    model_config = ConfigDict(extra="forbid")
    outcome: Literal["passed", "failed", "abandoned"]


class ResultOut(BaseModel):
    """What the back office made of it, in words."""

    passed: bool
    message: str


@router.get("/real-person.js")
async def script() -> FileResponse:
    """The page's script."""
    return FileResponse(_HERE / "real-person.js", media_type="text/javascript")


@router.get("/real-person.css")
async def style() -> FileResponse:
    """The page's style."""
    return FileResponse(_HERE / "real-person.css", media_type="text/css")


@router.get("/real-person/{check_id}")
async def page(check_id: CheckId) -> HTMLResponse:
    """The page that stands in for the provider's."""
    words = dict(listed("real_person"))
    template = Template((_HERE / "real-person.html").read_text(encoding="utf-8"))
    return HTMLResponse(template.substitute(words, check_id=check_id), headers=_HEADERS)


@router.post("/real-person/{check_id}/result")
async def result(edge: Edge, check_id: CheckId, given: ResultIn) -> ResultOut:
    """Tells the back office, as the provider would; a passed check lifts its session."""
    told = await edge.office.json(
        "POST",
        f"/providers/real-person/{check_id}/result",
        SYSTEM,
        key=f"{check_id}-{given.outcome}",
        json={"outcome": given.outcome, **_MEASURED[given.outcome]},
    )
    passed = told.get("identity") == "done" and not told.get("reason")
    if passed:
        await edge.step_up.check_passed(check_id)
    return ResultOut(passed=passed, message=str(told.get("message") or say("real_person.sent")))
