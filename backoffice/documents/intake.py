"""Uploaded files made safe: known by their content, decoded under limits, drawn anew.

What is kept are pixels that this process drew, never the bytes that came in.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from backoffice.documents.pdf import render
from backoffice.refusals import Refusal

MOST_BYTES = 15 * 1024 * 1024
MOST_PAGES = 20
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
JPEG_QUALITY = 90
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
TAKEN = ["jpg", "png", "webp", "heic", "pdf"]

# Of a telephone's file the photograph alone; the library keeps its own limits as well.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


@dataclass(frozen=True)
class CleanPage:
    """One page as a JPEG of our own making."""

    jpeg: bytes
    width: int
    height: int


def _is_pdf(content: bytes) -> bool:
    return content[:1024].lstrip().startswith(b"%PDF-")


def _too_large(image: Image.Image) -> bool:
    return image.width * image.height > MOST_PIXELS


def _decoded(content: bytes) -> Image.Image:
    """The picture, upright by its own notes; refuses everything else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                moving = image.format != "HEIF" and getattr(image, "n_frames", 1) > 1
                if moving or _too_large(image):
                    raise Refusal("PAPER_TOO_LARGE", allowed={"pixels": MOST_PIXELS})
                # The library that draws contracts lets cut-off pictures pass in the whole process.
                ImageFile.LOAD_TRUNCATED_IMAGES = False
                image.load()
                if _too_large(image):  # HEIF may turn out larger than its head says
                    raise Refusal("PAPER_TOO_LARGE", allowed={"pixels": MOST_PIXELS})
                return ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError as error:
        raise Refusal("PAPER_FORMAT", allowed={"formats": TAKEN}) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("PAPER_TOO_LARGE", allowed={"pixels": MOST_PIXELS}) from error
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        raise Refusal("PAPER_DAMAGED") from error


def _clean(image: Image.Image) -> CleanPage:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    file = BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=JPEG_QUALITY)
    return CleanPage(file.getvalue(), image.width, image.height)


def pages_of(contents: Sequence[bytes]) -> list[CleanPage]:
    """The pages of the uploaded files; raises `Refusal`."""
    pages: list[CleanPage] = []
    for content in contents:
        if not content:
            raise Refusal("PAPER_DAMAGED")
        if len(content) > MOST_BYTES:
            raise Refusal("PAPER_TOO_LARGE", allowed={"bytes": MOST_BYTES})
        if _is_pdf(content):
            images = render(content, MOST_PAGES, LONGEST_SIDE)
        else:
            images = iter([_decoded(content)])
        for image in images:
            pages.append(_clean(image))
            if len(pages) > MOST_PAGES:
                raise Refusal("PAPER_TOO_MANY_PAGES", allowed={"pages": MOST_PAGES})
    if not pages:
        raise Refusal("PAPER_DAMAGED")
    return pages
