"""A multipart form read into memory: no byte of a paper touches the disk in the clear."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from channels.problems import refusal

_MOST_FIELDS = 8


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of the form and its files, in order, without their names."""

    fields: dict[str, str]
    files: list[bytes]


class _InMemory(MultiPartParser):
    spool_max_size = 0  # never rolled over to a file


async def read_form(request: Request, *, most_files: int, most_bytes: int) -> Form:
    """The form of a request; raises 422 when it is none, 413 when a file is too large."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise refusal(422, "UPLOAD_FORM")
    parser = _InMemory(
        request.headers, request.stream(), max_files=most_files, max_fields=_MOST_FIELDS,
        max_part_size=1000,
    )  # fmt: skip
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise refusal(422, "UPLOAD_FORM") from error
    fields: dict[str, str] = {}
    files: list[bytes] = []
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            fields[name] = value
            continue
        content = await value.read()
        await value.close()
        if len(content) > most_bytes:
            raise refusal(413, "UPLOAD_TOO_LARGE", most=most_bytes // 1_048_576)
        files.append(content)
    return Form(fields, files)
