"""Papers in: whole in a form, or in chunks that go on where the line broke."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from channels.accounts.levels import Level
from channels.assembly import Edge, Parts
from channels.forwarding.current import own_party
from channels.problems import refusal
from channels.sessions.callers import Caller
from channels.sessions.calling import Calling
from channels.uploads.form import read_form
from channels.uploads.staging import Paper, Staged, of_change, of_loan

router = APIRouter(prefix="/api/uploads", tags=["uploads"])
Document = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Side = Literal["front", "back", "page"]
PartyId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
UploadId = Annotated[str, Path(pattern=r"^u-[0-9a-f]{24}$")]


class PaperIn(BaseModel):
    """What a paper is, and whose: a party's, of a change of data, or else the caller's own."""

    model_config = ConfigDict(extra="ignore")
    document: Document
    party_id: PartyId | None = None
    change_no: PartyId | None = None
    contract_no: PartyId | None = None
    side: Side | None = None


class BeginIn(PaperIn):
    """A file that will come in chunks. Its name is not kept."""

    model_config = ConfigDict(extra="forbid")
    size: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-fA-F]{64}$")
    name: str | None = Field(None, max_length=300)


class BegunOut(BaseModel):
    """Where the upload goes on."""

    upload_id: str
    offset: int


class UploadOut(BaseModel):
    """An upload as it stands; `waiting`: complete, the back office gets it as soon as it answers.

    `problem`: why the back office did not take it.
    """

    upload_id: str
    status: Literal["receiving", "waiting", "handed", "refused"]
    offset: int
    size: int
    done: bool
    paper_id: str | None = None
    problem: dict[str, Any] | None = None


def _told(upload: Staged) -> UploadOut:
    return UploadOut.model_validate(
        {
            "upload_id": upload.upload_id,
            "status": upload.status,
            "offset": upload.received,
            "size": upload.size,
            "done": upload.status != "receiving",
            "paper_id": upload.paper_id,
            "problem": upload.problem,
        }
    )


async def _paper(edge: Parts, caller: Caller, given: PaperIn) -> Paper:
    if given.change_no is not None:
        if caller.kind == "party":
            raise refusal(403, "LINK_ONLY")
        return Paper(of_change(given.change_no), given.document, given.side)
    if given.contract_no is not None:
        if caller.kind == "party":
            raise refusal(403, "LINK_ONLY")
        return Paper(of_loan(given.contract_no), given.document, given.side)
    party_id = await own_party(edge.office, caller, given.party_id)
    return Paper(party_id, given.document, given.side)


_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["document", "file"],
                    "properties": {
                        "document": {"type": "string"},
                        "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "party_id": {"type": "string"},
                        "change_no": {"type": "string"},
                        "contract_no": {"type": "string"},
                        "side": {"type": "string", "enum": ["front", "back", "page"]},
                    },
                }
            }
        },
    }
}
_BYTES = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("", openapi_extra=_FORM)
async def upload(edge: Edge, caller: Calling, request: Request) -> UploadOut:
    """Takes a paper of up to twenty pages, known by content and never by name."""
    caller.require(Level.L1)
    switches = edge.switches
    form = await read_form(
        request, most_files=switches.upload_pages, most_bytes=switches.upload_limit
    )
    try:
        given = TypeAdapter(PaperIn).validate_python(form.fields)
    except ValidationError as error:
        raise refusal(422, "UPLOAD_FORM") from error
    paper = await _paper(edge, caller, given)
    return _told(await edge.uploads.whole(caller, paper, form.files))


@router.post("/begin")
async def begin(edge: Edge, caller: Calling, given: BeginIn) -> BegunOut:
    """Announces a file that comes in chunks."""
    caller.require(Level.L1)
    paper = await _paper(edge, caller, given)
    upload_id = await edge.uploads.begin(caller, paper, given.size, given.sha256.lower())
    return BegunOut(upload_id=upload_id, offset=0)


@router.put("/{upload_id}", openapi_extra=_BYTES)
async def put(
    edge: Edge,
    caller: Calling,
    request: Request,
    upload_id: UploadId,
    upload_offset: Annotated[int, Header(ge=0, le=2_147_483_647)],
) -> UploadOut:
    """Takes the bytes that begin at `Upload-Offset`; 409 tells where the upload goes on."""
    caller.require(Level.L1)
    content = await request.body()
    if not content or len(content) > edge.switches.chunk_limit:
        raise refusal(413, "BODY_TOO_LARGE")
    return _told(await edge.uploads.put(caller, upload_id, upload_offset, content))


@router.get("/{upload_id}")
async def state(edge: Edge, caller: Calling, upload_id: UploadId) -> UploadOut:
    """Where an upload stands, for a page that comes back to it."""
    caller.require(Level.L1)
    return _told(await edge.uploads.find(caller, upload_id))
