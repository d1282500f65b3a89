"""What a phone makes of a paper: put on a table, turned, blurred, too dark, glaring, cut off."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

TABLE = (94, 84, 76)
MARGIN = 0.09


def on_a_table(paper: Image.Image, margin: float = MARGIN) -> Image.Image:
    """The paper photographed with a strip of table around it."""
    border = int(max(paper.size) * margin)
    size = (paper.width + 2 * border, paper.height + 2 * border)
    grain = np.random.default_rng(7).normal(0, 5, (size[1], size[0], 1))
    table = np.clip(np.array(TABLE) + grain, 0, 255).astype(np.uint8)
    photo = Image.fromarray(table)
    photo.paste(paper, (border, border))
    return photo


def turned(photo: Image.Image, degrees: float) -> Image.Image:
    """Turned counter-clockwise; what was outside is table."""
    return photo.rotate(degrees, expand=True, fillcolor=TABLE, resample=Image.Resampling.BICUBIC)


def blurred(photo: Image.Image, radius: float = 7) -> Image.Image:
    """Out of focus."""
    return photo.filter(ImageFilter.GaussianBlur(radius))


def dark(photo: Image.Image, light: float = 0.14) -> Image.Image:
    """Taken with hardly any light."""
    return ImageEnhance.Brightness(photo).enhance(light)


def glaring(
    photo: Image.Image, at: tuple[float, float] = (0.5, 0.6), reach: float = 0.17
) -> Image.Image:
    """A lamp reflected: a white spot at a share of width and height."""
    x, y = at[0] * photo.width, at[1] * photo.height
    rx, ry = reach * photo.width, reach * photo.width * 0.7
    light = Image.new("L", photo.size, 0)
    ImageDraw.Draw(light).ellipse([x - rx, y - ry, x + rx, y + ry], fill=255)
    light = light.filter(ImageFilter.GaussianBlur(photo.width * 0.02))
    return Image.composite(Image.new("RGB", photo.size, "white"), photo, light)


def cut(
    photo: Image.Image, right: float = 0.0, bottom: float = 0.0, left: float = 0.0
) -> Image.Image:
    """Part of it is outside the picture: shares of width and height."""
    width, height = photo.size
    return photo.crop((int(width * left), 0, int(width * (1 - right)), int(height * (1 - bottom))))


def small(photo: Image.Image, width: int = 260) -> Image.Image:
    """A thumbnail."""
    return photo.resize((width, photo.height * width // photo.width))


def jpeg(photo: Image.Image, quality: int = 88) -> bytes:
    """The file a phone sends."""
    file = BytesIO()
    photo.save(file, "JPEG", quality=quality)
    return file.getvalue()


def pdf(pages: list[Image.Image]) -> bytes:
    """A PDF of scanned pages."""
    file = BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return file.getvalue()


def filed(photo: Image.Image) -> Image.Image:
    """The picture as it comes out of the file a phone sends."""
    return Image.open(BytesIO(jpeg(photo))).convert("RGB")
