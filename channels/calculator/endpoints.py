"""The calculator's way to the back office: figures pass through, nothing is computed here."""

import json
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, Body, Path
from fastapi.responses import JSONResponse, Response

from channels.assembly import Edge, Parts
from channels.calculator import buttons
from channels.calculator.catalogue import CatalogueUnavailable
from channels.calculator.schemas import Catalogue
from channels.problems import refusal
from channels.sessions.bearer import HeaderTokenHash
from channels.storage.talks import Speaker
from foundation.log import logger
from foundation.problems import Problem

router = APIRouter(prefix="/api", tags=["calculator"])
log = logger(__name__)
_SECONDS = 3.0
_LARGEST = 20_000
_FRESH = {"Cache-Control": "no-store"}
QuoteId = Annotated[str, Path(pattern=r"^[A-Za-z0-9\-]{1,40}$")]


async def _speaker(edge: Parts, token_hash: bytes) -> Speaker:
    speaker = await edge.talks.speaker(token_hash)
    if speaker is None:
        raise refusal(401, "SESSION_REQUIRED")
    return speaker


def _down(why: str | int) -> Problem:
    log.warning("calculator.backoffice", error=why)
    return refusal(503, "FIGURES_DOWN", headers={"Retry-After": "5"})


async def _ask(edge: Parts, method: str, path: str, **options: Any) -> httpx.Response:
    """The back office's answer, its refusals included; 503 when it has none to give."""
    try:
        answer = await edge.backoffice_http.request(method, path, timeout=_SECONDS, **options)
    except httpx.HTTPError as error:
        raise _down(type(error).__name__) from error
    if answer.status_code >= 500 or answer.status_code in (401, 403):
        raise _down(answer.status_code)
    return answer


def _passed(answer: httpx.Response) -> Response:
    kind = answer.headers.get("content-type", "application/json")
    return Response(answer.content, answer.status_code, media_type=kind, headers=_FRESH)


@router.get("/catalogue")
async def catalogue(edge: Edge, token_hash: HeaderTokenHash) -> Catalogue:
    """Vehicles with their versions, products with their bounds."""
    await _speaker(edge, token_hash)
    try:
        return await edge.catalogue.today()
    except CatalogueUnavailable as error:
        raise _down(str(error)) from error


@router.post("/quotes")
async def quote(
    edge: Edge, token_hash: HeaderTokenHash, asked: Annotated[dict[str, Any], Body()]
) -> Response:
    """Prices one plan, as the back office does; its problems come as they are.

    `actions` are added to the answer: talk about this plan, keep it, in that order.
    """
    if len(json.dumps(asked)) > _LARGEST:
        raise refusal(413, "BODY_TOO_LARGE")
    speaker = await _speaker(edge, token_hash)
    answer = await _ask(edge, "POST", "/quotes", json=asked)
    if answer.status_code != httpx.codes.OK:
        return _passed(answer)
    try:
        priced: dict[str, Any] = answer.json()
        offered = buttons.for_quote(priced["quote"]["quote_id"])
    except (ValueError, KeyError, TypeError) as error:
        raise _down(type(error).__name__) from error
    signed = edge.outgoing.signed(offered, speaker.conversation_id)
    return JSONResponse({**priced, "actions": signed}, headers=_FRESH)


@router.get("/quotes/{quote_id}/schedule")
async def schedule(edge: Edge, token_hash: HeaderTokenHash, quote_id: QuoteId) -> Response:
    """The instalments of a quote, one by one."""
    await _speaker(edge, token_hash)
    return _passed(await _ask(edge, "GET", f"/quotes/{quote_id}/schedule"))
