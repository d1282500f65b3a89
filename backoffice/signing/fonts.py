"""Embeds only the glyphs that a document uses.

WeasyPrint keeps the number of every glyph of a font, and with it tables for all 65,000 of a
Chinese one: 90 KB a font, in each document and each stamp. The outlines of such a font are keyed
by character identifiers, so that the numbers may go.
"""

import io
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint import Document
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data


def _outlines(face: Any, glyphs: list[int]) -> bytes | None:
    """The outlines of these glyphs as a bare font program; None if the library cannot."""
    wanted = ffi.gc(
        harfbuzz_subset.hb_subset_input_create_or_fail(),
        harfbuzz_subset.hb_subset_input_destroy,
    )
    numbers = ffi.new(f"hb_codepoint_t[{len(glyphs)}]", glyphs)
    kept = harfbuzz_subset.hb_subset_input_glyph_set(wanted)
    harfbuzz.hb_set_add_sorted_array(kept, numbers, len(glyphs))
    harfbuzz_subset.hb_subset_input_set_flags(wanted, harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING)
    small = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, wanted), harfbuzz.hb_face_destroy)
    data = get_hb_object_data(small) if small else None
    if not data:
        return None
    tables = TTFont(io.BytesIO(data)).reader
    return bytes(tables["CFF "]) if "CFF " in tables else None


def shrink(document: Document, pdf: pydyf.PDF) -> None:
    """Replace each Chinese font of a drawn document by the outlines it uses."""
    if not harfbuzz_subset:
        return
    for item in pdf.objects:
        if not (isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/OpenType"):
            continue
        users = [font for font in document.fonts.values() if font.file_content is item.stream[0]]
        glyphs = sorted({glyph for font in users for glyph in font.to_unicode})
        outlines = _outlines(users[0].hb_face, glyphs) if glyphs else None
        if outlines:
            item.stream = [outlines]
            item.extra["Subtype"] = "/CIDFontType0C"
