"""Whether a paper in somebody's hands is the one that was signed or sealed: asked by anybody.

The number alone tells nothing: the back office wants the fingerprint that stands on the paper.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from channels.assembly import Edge
from channels.forwarding.office import SYSTEM
from channels.problems import refusal
from channels.sessions.calling import Calling
from channels.uploads.sniffing import HEAD, PDF, kind_of

router = APIRouter(prefix="/api/contracts", tags=["contracts"])
_PDF_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("/verify", openapi_extra=_PDF_BODY)
async def verify(edge: Edge, caller: Calling, request: Request) -> dict[str, Any]:
    """What the signatures in a PDF say; the file is read and not kept."""
    content = await request.body()
    if len(content) > edge.switches.upload_limit:
        raise refusal(413, "BODY_TOO_LARGE")
    if kind_of(content[:HEAD]) != PDF:
        raise refusal(415, "UPLOAD_KIND")
    headers = {"Content-Type": PDF.media_type}
    return await edge.office.json(
        "POST", "/contracts/verify", SYSTEM, content=content, content_headers=headers
    )


@router.get("/{contract_no}")
async def on_record(
    edge: Edge,
    caller: Calling,
    contract_no: Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")],
    fingerprint: Annotated[str, Query(alias="hash", pattern=r"^[0-9a-f]{16,64}$")],
) -> dict[str, Any]:
    """What is on record of the paper with that number and fingerprint."""
    params = {"hash": fingerprint}
    return await edge.office.json("GET", f"/contracts/{contract_no}", SYSTEM, params=params)
