"""`GET /api/stream`: server-sent events, for EventSource and for fetch."""

from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from channels.assembly import Edge
from channels.health.metrics import LIMITED
from channels.problems import refusal
from channels.sessions.bearer import TokenHash
from channels.stream.events import events
from channels.stream.news import Ear

router = APIRouter(tags=["messages"])

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@router.get(
    "/api/stream",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "`event: message`, `id:` = `seq`, `data:` one line of the talk. A"
            " comment keeps the line open. Begins behind `Last-Event-ID`, else `after`, else now."
            " Beside them, without `id:`: `application` {application_no, state}, `paper`,"
            " `upload` {upload_id, status, offset, size, paper_id}.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def stream(
    edge: Edge,
    token_hash: TokenHash,
    after: Annotated[int | None, Query(ge=0, le=2_147_483_647)] = None,
    last_event_id: Annotated[str | None, Header(max_length=20, pattern=r"^\d*$")] = None,
) -> StreamingResponse:
    """Pushes every line of the talk, the customer's own included, once and in order."""
    speaker = await edge.talks.speaker(token_hash)
    if speaker is None:
        raise refusal(401, "SESSION_REQUIRED")
    if edge.news.count(token_hash) >= edge.switches.streams_per_session:
        LIMITED.labels("streams").inc()
        raise refusal(429, "TOO_MANY_STREAMS", headers={"Retry-After": "30"})
    position = after if after is not None else speaker.last_seq
    if last_event_id:
        position = max(position if after is not None else 0, int(last_event_id))
    ear = Ear(speaker.conversation_id, token_hash)
    edge.news.join(ear)
    source = events(
        edge.talks, edge.signals, edge.news, ear, position,
        heartbeat=edge.switches.heartbeat_seconds,
    )  # fmt: skip
    return StreamingResponse(source, media_type="text/event-stream", headers=_HEADERS)
