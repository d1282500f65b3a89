"""Whether a photograph can be read at all: size, light, sharpness, glare, edges, a red seal."""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Gray = NDArray[np.uint8]
WORK_WIDTH = 1000
SMALLEST_SIDE, SMALLEST_LONG_SIDE = 300, 480
DARKEST = 75
BLURRED, SOFT = 0.075, 0.14
SATURATED, BRIGHT = 254, 170
GLARE_SHARE = 0.004
EDGE_TOUCHED = 0.25
SEAL_SHARE = 0.0012


class Fault(StrEnum):
    """What is wrong with a photograph."""

    TOO_SMALL = "too_small"
    DARK = "too_dark"
    BLURRED = "blurred"
    GLARE = "glare"
    CUT = "cut_off"


@dataclass(frozen=True)
class Quality:
    """`hopeless`: not worth reading. `doubtful`: the reason if something cannot be read."""

    hopeless: Fault | None
    doubtful: tuple[Fault, ...]
    edges_cut: bool
    sharpness: float


def _gray(image: Image.Image) -> Gray:
    scale = min(1.0, WORK_WIDTH / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return np.asarray(image.convert("L").resize(size, Image.Resampling.BILINEAR), dtype=np.uint8)


def sharpness(gray: Gray) -> float:
    """How steep the steepest edges are, as a share of the picture's own contrast."""
    low, high = np.percentile(gray, (1, 99))
    smooth = cv2.GaussianBlur(gray, (3, 3), 0)
    steep = cv2.Laplacian(smooth, cv2.CV_32F)
    return float(np.percentile(np.abs(steep), 99.5) / max(float(high - low), 20.0))


def _largest_share(mask: Gray) -> float:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return 0.0
    return float(stats[1:, cv2.CC_STAT_AREA].max()) / float(mask.size)


def _glares(gray: Gray) -> bool:
    """A blown-out spot on paper that itself is not blown out; a white scan has no glare."""
    white: Gray = (gray >= SATURATED).astype(np.uint8)
    opened = cv2.morphologyEx(white, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8)).astype(np.uint8)
    spot = _largest_share(opened)
    paper = float(np.mean((gray >= BRIGHT) & (gray < SATURATED)))
    return GLARE_SHARE <= spot <= paper


def edges_touched(gray: Gray) -> int:
    """How many of the picture's four sides the paper runs into."""
    limit, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = gray > limit
    sides = (bright[2, :], bright[-3, :], bright[:, 2], bright[:, -3])
    return sum(float(np.mean(side)) > EDGE_TOUCHED for side in sides)


def judge(image: Image.Image) -> Quality:
    """Look at a photograph before it is read."""
    if min(image.size) < SMALLEST_SIDE or max(image.size) < SMALLEST_LONG_SIDE:
        return Quality(Fault.TOO_SMALL, (Fault.TOO_SMALL,), False, 0.0)
    gray = _gray(image)
    sharp = sharpness(gray)
    cut = 0 < edges_touched(gray) < 4
    found = {
        Fault.DARK: float(np.percentile(gray, 95)) < DARKEST,
        Fault.GLARE: _glares(gray),
        Fault.CUT: cut,
        Fault.BLURRED: sharp < SOFT,
    }
    doubtful = tuple(fault for fault, there in found.items() if there)
    if found[Fault.DARK]:
        return Quality(Fault.DARK, doubtful, cut, sharp)
    hopeless = Fault.BLURRED if sharp < BLURRED else None
    return Quality(hopeless, doubtful, cut, sharp)


def has_seal(image: Image.Image) -> bool:
    """Whether there is a red seal: enough red in one place."""
    small = image.convert("RGB").resize((600, max(1, image.height * 600 // image.width)))
    colours = cv2.cvtColor(np.asarray(small), cv2.COLOR_RGB2HSV)
    hue, strong, light = colours[..., 0], colours[..., 1], colours[..., 2]
    red = ((hue < 10) | (hue > 168)) & (strong > 90) & (light > 70)
    joined = cv2.dilate(red.astype(np.uint8), np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for index in range(1, count):
        width, height = stats[index, cv2.CC_STAT_WIDTH], stats[index, cv2.CC_STAT_HEIGHT]
        inside = float(np.sum(red & (labels == index))) / red.size
        if inside > SEAL_SHARE and 0.5 < width / max(height, 1) < 2.0:
            return True
    return False
