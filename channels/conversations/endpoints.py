"""The message API: send a message, read the talk."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from channels.assembly import Edge
from channels.conversations.reception import Said
from channels.conversations.schemas import HistoryOut, MessageIn, TurnOut
from channels.conversations.wire import wire
from channels.problems import refusal
from channels.sessions.bearer import HeaderTokenHash

router = APIRouter(tags=["messages"])
_MOST = 500


def _json(document: dict[str, Any]) -> Response:
    # Written by hand: the lines are ours already, validating them again would cost the turn 1 ms.
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})


@router.post("/api/messages", response_model=TurnOut)
async def send(edge: Edge, token_hash: HeaderTokenHash, message: MessageIn) -> Response:
    """Takes one message and answers when the turn is done, or noted when that takes too long."""
    if (message.text is None) == (message.payload is None):
        raise refusal(422, "TEXT_EMPTY" if message.text is None else "MESSAGE_AMBIGUOUS")
    said = Said(message.text, message.payload, message.client_message_id)
    reply = await edge.reception.take(token_hash, said)
    lines = [wire(line) for line in reply.lines]
    return _json({"turn_id": reply.turn_id, "messages": lines, "pending": reply.pending})


@router.get("/api/messages", response_model=HistoryOut)
async def history(
    edge: Edge,
    token_hash: HeaderTokenHash,
    after: Annotated[int, Query(ge=0, le=2_147_483_647)] = 0,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _MOST,
) -> Response:
    """The talk behind position `after`, the customer's own lines included."""
    speaker = await edge.talks.speaker(token_hash)
    if speaker is None:
        raise refusal(401, "SESSION_REQUIRED")
    lines = await edge.talks.lines_after(speaker.conversation_id, after, limit)
    last = lines[-1].seq if lines else after
    return _json(
        {
            "messages": [wire(line) for line in lines],
            "last_seq": max(last, speaker.last_seq),
            "more": last < speaker.last_seq and len(lines) == limit,
        }
    )
