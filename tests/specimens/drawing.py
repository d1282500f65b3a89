"""What every drawn paper needs: paper, Chinese letters, seals, the mark that it is a specimen."""

import math
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/opentype/noto")
INK = "#1c1c1c"
SEAL = (206, 32, 32)
MARK = "样本 SPECIMEN"
SIMPLIFIED = 2  # the face of the collection that draws simplified Chinese


@lru_cache(maxsize=64)
def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The Noto font that Debian's fonts-noto-cjk brings."""
    name = "NotoSansCJK-Bold.ttc" if bold else "NotoSansCJK-Regular.ttc"
    return ImageFont.truetype(str(FONTS / name), size, index=SIMPLIFIED)


class Paper:
    """A sheet to write on; places are pixels from the upper left corner."""

    def __init__(self, width: int, height: int, colour: str = "#fbfbf8") -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self.draw = ImageDraw.Draw(self.image)

    def write(
        self, x: int, y: int, text: str, size: int = 30, colour: str = INK, bold: bool = False
    ) -> None:
        """One line of text."""
        self.draw.text((x, y), text, font=font(size, bold), fill=colour)

    def spaced(self, x: int, y: int, text: str, size: int, step: int, bold: bool = False) -> None:
        """Signs at equal distances, as numbers stand on cards."""
        for place, sign in enumerate(text):
            self.write(x + place * step, y, sign, size, bold=bold)

    def pairs(self, x: int, y: int, rows: list[tuple[str, str]], step: int, size: int = 30) -> int:
        """Label and value a line; the place below the last line."""
        for label, value in rows:
            self.write(x, y, f"{label}{value}", size)
            y += step
        return y

    def table(
        self, x: int, y: int, widths: list[int], rows: list[list[str]], step: int, size: int = 24
    ) -> int:
        """A ruled table; the place below it."""
        right = x + sum(widths)
        for row in rows:
            left = x
            for width, cell in zip(widths, row, strict=True):
                self.write(left + 8, y + 6, cell, size)
                left += width
            self.draw.line([(x, y), (right, y)], fill="#777777", width=1)
            y += step
        self.draw.line([(x, y), (right, y)], fill="#777777", width=1)
        return y

    def seal(self, x: int, y: int, radius: int, text: str) -> None:
        """A round red seal with a star, its text along the ring."""
        draw = self.draw
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], outline=SEAL, width=6)
        points = [
            (x + r * math.sin(a), y - r * math.cos(a))
            for i in range(10)
            for r, a in [((radius * 0.32) if i % 2 == 0 else radius * 0.13, math.pi * i / 5)]
        ]
        draw.polygon(points, fill=SEAL)
        for place, sign in enumerate(text):
            angle = math.pi * (0.8 - 1.6 * (place + 0.5) / len(text))
            middle = (x - radius * 0.76 * math.sin(angle), y - radius * 0.76 * math.cos(angle))
            _turned_sign(self.image, sign, middle, math.degrees(angle), int(radius * 0.26))

    def mark(self, y: int, size: int = 22) -> None:
        """Say plainly, at height `y`, that this is a specimen."""
        width = self.draw.textlength(MARK, font=font(size))
        self.write(int((self.image.width - width) / 2), y, MARK, size, colour="#b9b9b9")


def _turned_sign(
    image: Image.Image, sign: str, middle: tuple[float, float], degrees: float, size: int
) -> None:
    tile = Image.new("L", (size * 2, size * 2), 0)
    ImageDraw.Draw(tile).text((size, size), sign, font=font(size, True), fill=255, anchor="mm")
    turned = tile.rotate(degrees, resample=Image.Resampling.BICUBIC)
    place = (int(middle[0] - size), int(middle[1] - size))
    image.paste(Image.new("RGB", turned.size, SEAL), place, turned)
