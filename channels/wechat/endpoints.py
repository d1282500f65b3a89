"""`GET /wechat` the server check, `POST /wechat` everything WeChat delivers."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.background import BackgroundTasks

from channels.assembly import Edge
from channels.wechat import protocol
from channels.wechat.assembly import WeChat
from channels.wechat.intake import NotKept
from foundation.log import logger
from foundation.problems import Problem
from foundation.wording import PROBLEM_TITLES

log = logger(__name__)
router = APIRouter(tags=["wechat"])
_LARGEST = 32_768  # WeChat's own messages are a few kilobytes
_SUCCESS = "success"


def _refused(status: int, code: str) -> Problem:
    return Problem(PROBLEM_TITLES[status], status=status, code=code)


def wechat_of(edge: Edge) -> WeChat:
    """The channel; 404 where none is configured."""
    if edge.wechat is None:
        raise _refused(404, "WECHAT_OFF")
    return edge.wechat


def query_of(
    signature: Annotated[str, Query(max_length=100)] = "",
    timestamp: Annotated[str, Query(max_length=20)] = "",
    nonce: Annotated[str, Query(max_length=100)] = "",
    encrypt_type: Annotated[str, Query(max_length=10)] = "",
    msg_signature: Annotated[str, Query(max_length=100)] = "",
) -> protocol.Query:
    """What WeChat puts into the address."""
    return protocol.Query(signature, timestamp, nonce, encrypt_type, msg_signature)


Channel = Annotated[WeChat, Depends(wechat_of)]
Signed = Annotated[protocol.Query, Depends(query_of)]


@router.get("/wechat")
async def check(
    channel: Channel, query: Signed, echostr: Annotated[str, Query(max_length=500)] = ""
) -> PlainTextResponse:
    """WeChat's server check: the echo, when the address is signed with our token."""
    try:
        channel.protocol.check(query)
    except protocol.Forged:
        raise _refused(403, "WECHAT_SIGNATURE") from None
    return PlainTextResponse(echostr)


@router.post(
    "/wechat",
    response_class=Response,
    responses={200: {"description": "A passive reply, or `success`.", "content": {"text/xml": {}}}},
)
async def deliver(channel: Channel, query: Signed, request: Request) -> Response:
    """Takes a message or event, plain or encrypted; answers within five seconds in any case.

    400: not WeChat's form. 403: not signed, too old, or an address used for something else.
    503: not kept; WeChat delivers again.
    """
    body = await _body(request)
    try:
        plain = channel.protocol.open(query, body)
        incoming = protocol.parse(plain)
        await channel.received.fresh(query, plain)
    except protocol.Forged as error:
        log.warning("wechat.forged", reason=str(error))
        raise _refused(403, "WECHAT_SIGNATURE") from None
    except protocol.Malformed as error:
        log.warning("wechat.malformed", reason=str(error))
        raise _refused(400, "WECHAT_MALFORMED") from None
    try:
        answer = await channel.intake.receive(incoming)
    except (NotKept, TimeoutError):
        raise _refused(503, "WECHAT_NOT_KEPT") from None
    after = BackgroundTasks()
    if answer.afterwards:
        after.add_task(answer.afterwards)
    if answer.out is None:
        return PlainTextResponse(_SUCCESS, background=after)
    if not await request.is_disconnected():
        after.add_task(channel.received.taken, incoming)
    document = channel.protocol.seal(query, answer.out.reply(incoming))
    return Response(document, media_type="text/xml; charset=utf-8", background=after)


async def _body(request: Request) -> bytes:
    read = bytearray()
    async for part in request.stream():
        read += part
        if len(read) > _LARGEST:
            raise _refused(400, "WECHAT_TOO_LARGE")
    return bytes(read)
