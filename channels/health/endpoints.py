"""`GET /health` and `GET /metrics`."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from channels.assembly import Edge
from channels.health.address import is_loopback

router = APIRouter(tags=["health"])
State = Literal["up", "down"]


class HealthOut(BaseModel):
    """`down` names what is down."""

    status: State
    down: list[str]
    components: dict[str, State]


@router.get("/health", response_model=HealthOut, responses={503: {"model": HealthOut}})
async def health(edge: Edge) -> JSONResponse:
    """200 only when the edge and all that an answer needs are up."""
    states = await edge.checks.components()
    down = [name for name, up in states.items() if not up]
    document: dict[str, Any] = {
        "status": "down" if down else "up",
        "down": down,
        "components": {name: "up" if up else "down" for name, up in states.items()},
    }
    headers = {"Cache-Control": "no-store"}
    return JSONResponse(document, 503 if down else 200, headers=headers)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Prometheus metrics, for this machine only."""
    if not is_loopback(request):
        raise HTTPException(404)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
