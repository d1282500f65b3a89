"""The calculator's way to the back office: figures pass through, nothing is computed here."""

import json
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, Body, Path, Query
from fastapi.responses import Response

from channels.assembly import Edge, Parts
from channels.problems import refusal
from channels.sessions.bearer import HeaderTokenHash
from foundation.log import logger

router = APIRouter(prefix="/api", tags=["calculator"])
log = logger(__name__)
_SECONDS = 3.0
_LARGEST = 20_000
Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_\-]{1,80}$")]


async def _pass(edge: Parts, token_hash: bytes, method: str, path: str, **options: Any) -> Response:
    if await edge.talks.speaker(token_hash) is None:
        raise refusal(401, "SESSION_REQUIRED")
    try:
        answer = await edge.backoffice_http.request(method, path, timeout=_SECONDS, **options)
    except httpx.HTTPError as error:
        log.warning("calculator.backoffice", error=type(error).__name__)
        raise refusal(503, "FIGURES_DOWN", headers={"Retry-After": "5"}) from error
    if answer.status_code >= 500 or answer.status_code in (401, 403):
        log.error("calculator.backoffice", status=answer.status_code)
        raise refusal(503, "FIGURES_DOWN", headers={"Retry-After": "5"})
    kind = answer.headers.get("content-type", "application/json")
    headers = {"Cache-Control": "no-store"}
    return Response(answer.content, answer.status_code, media_type=kind, headers=headers)


@router.get("/vehicles")
async def vehicles(edge: Edge, token_hash: HeaderTokenHash) -> Response:
    """Every vehicle with its trims and prices."""
    return await _pass(edge, token_hash, "GET", "/vehicles")


@router.get("/vehicles/{vehicle_key}")
async def vehicle(edge: Edge, token_hash: HeaderTokenHash, vehicle_key: Key) -> Response:
    """One vehicle with its trims."""
    return await _pass(edge, token_hash, "GET", f"/vehicles/{vehicle_key}")


@router.get("/products")
async def products(
    edge: Edge,
    token_hash: HeaderTokenHash,
    vehicle_key: Annotated[str | None, Query(pattern=r"^[A-Za-z0-9_\-]{1,80}$")] = None,
) -> Response:
    """Products on offer, for one vehicle if given."""
    params = {"vehicle_key": vehicle_key} if vehicle_key else None
    return await _pass(edge, token_hash, "GET", "/products", params=params)


@router.get("/products/{product_key}")
async def product(edge: Edge, token_hash: HeaderTokenHash, product_key: Key) -> Response:
    """One product with all its rules."""
    return await _pass(edge, token_hash, "GET", f"/products/{product_key}")


@router.post("/quotes")
async def quote(
    edge: Edge, token_hash: HeaderTokenHash, asked: Annotated[dict[str, Any], Body()]
) -> Response:
    """Prices one plan, as the back office does; its problems come as they are."""
    if len(json.dumps(asked)) > _LARGEST:
        raise refusal(413, "BODY_TOO_LARGE")
    return await _pass(edge, token_hash, "POST", "/quotes", json=asked)


@router.get("/quotes/{quote_id}/schedule")
async def schedule(edge: Edge, token_hash: HeaderTokenHash, quote_id: Key) -> Response:
    """The instalments of a quote, one by one."""
    return await _pass(edge, token_hash, "GET", f"/quotes/{quote_id}/schedule")
