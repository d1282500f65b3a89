"""What a file is, by its first bytes alone; names and headers are not believed."""

from dataclasses import dataclass

HEAD = 32


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken."""

    media_type: str
    extension: str


JPEG = Kind("image/jpeg", "jpg")
PNG = Kind("image/png", "png")
WEBP = Kind("image/webp", "webp")
HEIC = Kind("image/heic", "heic")
PDF = Kind("application/pdf", "pdf")
_STILL = (b"heic", b"heix")  # photographs; sequences of pictures have other brands


def kind_of(head: bytes) -> Kind | None:
    """The kind of a file that begins so; None for anything that is not taken."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and _is_still(head):
        return HEIC
    if head.startswith(b"%PDF-1.") or head.startswith(b"%PDF-2."):
        return PDF
    return None


def _is_still(head: bytes) -> bool:
    """Whether it is an HEIC photograph by its brand, or one of those it is compatible with."""
    if head[8:12] != b"mif1":
        return head[8:12] in _STILL
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return any(head[place : place + 4] in _STILL for place in range(16, end, 4))
