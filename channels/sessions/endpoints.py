"""`POST /api/sessions`: an anonymous session."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from channels.assembly import Edge
from channels.health.address import client_address
from channels.sessions.device_names import device_name

router = APIRouter(tags=["sessions"])


class SessionOut(BaseModel):
    """The token is told once; it speaks for the conversation."""

    token: str
    conversation_id: str


@router.post("/api/sessions")
async def open_session(edge: Edge, request: Request) -> SessionOut:
    """Opens an anonymous session with a talk of its own."""
    edge.limits.opening(client_address(request))
    opened = await edge.sessions.open(device_name(request.headers.get("user-agent", "")))
    return SessionOut(token=opened.token, conversation_id=opened.conversation_id)
