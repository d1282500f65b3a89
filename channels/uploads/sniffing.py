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
PDF = Kind("application/pdf", "pdf")


def kind_of(head: bytes) -> Kind | None:
    """The kind of a file that begins so; None for anything that is not taken."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-1.") or head.startswith(b"%PDF-2."):
        return PDF
    return None
