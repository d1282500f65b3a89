"""PDFs rendered to pictures; those that carry anything but pages are refused."""

import re
import zlib
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from backoffice.refusals import Refusal

# Names of what a page does not need: programs, launchers, files within the file, forms.
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|OpenAction|AA|SubmitForm|ImportData|XFA)"
    rb"(?![A-Za-z])"
)
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MOST_INFLATED = 8 * 1024 * 1024
DPI, POINTS_PER_INCH = 170, 72


def _inflated(content: bytes) -> Iterator[bytes]:
    """What is packed in streams of objects, each only so far."""
    left = MOST_INFLATED
    for found in _STREAM.finditer(content):
        head = content[max(0, found.start() - 400) : found.start()]
        if b"/ObjStm" not in head and b"/Subtype" in head:
            continue  # a picture or a font
        try:
            plain = zlib.decompressobj().decompress(content[found.end() :], left)
        except zlib.error:
            continue
        left -= len(plain)
        yield plain
        if left <= 0:
            raise Refusal("PAPER_TOO_LARGE", allowed={"bytes": MOST_INFLATED})


def _active(content: bytes) -> bool:
    def names(part: bytes) -> bytes:
        return _ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), part)

    return any(_ACTIVE.search(names(part)) for part in (content, *_inflated(content)))


def render(content: bytes, most_pages: int, longest_side: int) -> Iterator[Image.Image]:
    """The pages as pictures; raises `Refusal`."""
    if _active(content):
        raise Refusal("PAPER_ACTIVE_CONTENT")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refusal("PAPER_DAMAGED") from error
    try:
        if document.count_attachments():
            raise Refusal("PAPER_ACTIVE_CONTENT")
        if len(document) > most_pages:
            raise Refusal("PAPER_TOO_MANY_PAGES", allowed={"pages": most_pages})
        for page in document:
            longest = max(page.get_size()) or 1.0
            scale = min(DPI / POINTS_PER_INCH, longest_side / longest)
            yield page.render(scale=scale).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise Refusal("PAPER_DAMAGED") from error
    finally:
        document.close()
