"""A page as it is shown: marked with what it may be used for, so that a copy tells on itself."""

from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from backoffice.wording import wording
from foundation.zh import full_day

FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
)
SLANT, OPACITY = 28, 70
LONGEST_SIDE = 1600


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    found = next((path for path in FONTS if path.exists()), None)
    return ImageFont.truetype(str(found), size) if found else ImageFont.load_default(size)


def marked(jpeg: bytes, today: date) -> bytes:
    """The page, marked all over with purpose and day."""
    image = Image.open(BytesIO(jpeg)).convert("RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    text = wording("documents/wording/watermark.yml").say("purpose", day=full_day(today))
    reach = max(image.size) * 2
    layer = Image.new("RGBA", (reach, reach), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    step = max(90, max(image.size) // 6)
    for y in range(0, reach, step):
        for x in range(0, reach, step * 4):
            draw.text((x, y), text, font=_font(max(16, step // 5)), fill=(120, 120, 120, OPACITY))
    layer = layer.rotate(SLANT)
    left, top = (reach - image.width) // 2, (reach - image.height) // 2
    cover = layer.crop((left, top, left + image.width, top + image.height))
    image.paste(cover, (0, 0), cover)
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()
