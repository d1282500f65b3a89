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
from channels.uploads.staging import Paper, Staged, of_change, of_loan, owner_of

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
    """A file that will come in chunks, or several pages one behind the other; `sha256` of it all.

    Its name is not kept.
    """

    model_config = ConfigDict(extra="forbid")
    size: int = Field(gt=0)
    pages: list[Annotated[int, Field(gt=0)]] | None = Field(None, min_length=1, max_length=100)
    sha256: str = Field(pattern=r"^[0-9a-fA-F]{64}$")
    name: str | None = Field(None, max_length=300)


class BegunOut(BaseModel):
    """Where the upload goes on; `done`: all of it is there."""

    upload_id: str
    offset: int
    done: bool


class UnfinishedOut(BaseModel):
    """An upload that was begun, for a page that lost it: what for, and how far it came."""

    upload_id: str
    document: str
    side: Side | None
    party_id: str | None = None
    change_no: str | None = None
    contract_no: str | None = None
    status: Literal["receiving", "waiting"]
    pages: int
    offset: int
    size: int


class UnfinishedListOut(BaseModel):
    """Uploads under way, newest first."""

    items: list[UnfinishedOut]


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


def _under_way(upload: Staged) -> dict[str, Any]:
    return {
        "upload_id": upload.upload_id,
        "document": upload.document,
        "side": upload.side,
        "status": upload.status,
        "pages": len(upload.pages),
        "offset": upload.received,
        "size": upload.size,
        **owner_of(upload.party_id),
    }


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
    """Announces a file that comes in chunks; the same file again goes on where it was."""
    caller.require(Level.L1)
    pages = given.pages or [given.size]
    if sum(pages) != given.size or len(pages) > edge.switches.upload_pages:
        raise refusal(422, "UPLOAD_SIZE")
    paper = await _paper(edge, caller, given)
    upload = await edge.uploads.begin(caller, paper, pages, given.sha256.lower())
    done = upload.status != "receiving"
    return BegunOut(upload_id=upload.upload_id, offset=upload.received, done=done)


@router.get("")
async def unfinished(edge: Edge, caller: Calling) -> UnfinishedListOut:
    """The caller's uploads that are under way: a page that was reloaded shows them and goes on."""
    caller.require(Level.L1)
    found = await edge.uploads.unfinished(caller)
    return UnfinishedListOut.model_validate({"items": [_under_way(upload) for upload in found]})


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
