"""The machine that reads: one engine a process, upright pictures, lines with their confidence."""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from backoffice.documents.lines import Line

Pixels = NDArray[np.uint8]
LONGEST_SIDE = 1800
SURE_OF_TURN = 0.9
TALL = 1.3
UPSIDE_DOWN = "180"


@dataclass(frozen=True)
class Page:
    """What was read on a picture; `turned` says by how many degrees it had to be turned."""

    lines: tuple[Line, ...]
    image: Image.Image
    turned: int


class Reader(Protocol):
    """Reads a picture."""

    def read(self, image: Image.Image) -> Page:
        """The lines of a picture, after it was turned upright."""
        ...


class RapidReader:
    """RapidOCR with the models that its wheel brings; nothing is fetched."""

    def __init__(self, threads: int = 1) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": LONGEST_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": threads,
            }
        )
        # The engine keeps the parameters of a call in itself.
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Load all models, which otherwise the first picture has to wait for."""
        image = Image.new("RGB", (480, 200), "white")
        ImageDraw.Draw(image).text((40, 60), "0123456789", fill="black", font_size=60)
        self.read(image)

    def read(self, image: Image.Image) -> Page:
        """The lines of a picture; read once more when it had to be turned."""
        upright = image.convert("RGB")
        lines, turn = self._pass(upright)
        if turn:
            upright = upright.rotate(-turn, expand=True)
            lines, _ = self._pass(upright)
        return Page(tuple(lines), upright, turn)

    def _pass(self, image: Image.Image) -> tuple[list[Line], int]:
        pixels: Pixels = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
        with self._lock:
            engine = self._engine
            small, record = engine.preprocess_img(pixels)
            boxes, turns, words, crops = engine.run_ocr_steps(small, record)
            if boxes.boxes is None or words.txts is None:
                return [], 0
            # Directions belong to all boxes; the output below drops those without text.
            turn = _turn(boxes.boxes, turns.cls_res)
            read = engine.build_final_output(pixels, boxes, turns, words, crops, record)
        if read.txts is None:
            return [], turn
        return _level(read.boxes, read.txts, read.scores), turn


@lru_cache(maxsize=1)
def reader() -> RapidReader:
    """The engine of this process, loaded at the first picture."""
    return RapidReader()


def _sides(box: NDArray[np.float32]) -> tuple[float, float]:
    return math.dist(box[0], box[1]), math.dist(box[0], box[3])


def _turn(boxes: NDArray[np.float32], directions: Any) -> int:
    """By how many degrees the picture has to be turned clockwise: 0, 90, 180 or 270.

    A tall piece of text was laid flat by a quarter turn before its direction was judged.
    """
    votes = {0: 0.0, 90: 0.0, 180: 0.0, 270: 0.0}
    for box, (direction, sure) in zip(boxes, directions or (), strict=False):
        width, height = _sides(box)
        long, short = max(width, height), max(min(width, height), 1.0)
        if sure < SURE_OF_TURN or long < TALL * short:
            continue
        over = direction == UPSIDE_DOWN
        if height > width:
            votes[90 if over else 270] += long / short
        else:
            votes[180 if over else 0] += long / short
    return max(votes, key=lambda each: votes[each])


def _level(boxes: Any, texts: Sequence[str], scores: Sequence[float]) -> list[Line]:
    """Lines in level places: the middle of each box is turned back by the usual slant."""
    slants = [
        math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])
        for box in boxes
        if _sides(box)[0] > 2 * _sides(box)[1]
    ]
    slant = float(np.median(slants)) if slants else 0.0
    cos, sin = math.cos(-slant), math.sin(-slant)
    lines = []
    for box, text, score in zip(boxes, texts, scores, strict=True):
        width, height = _sides(box)
        x, y = float(np.mean(box[:, 0])), float(np.mean(box[:, 1]))
        x, y = x * cos - y * sin, x * sin + y * cos
        lines.append(
            Line(text, float(score), x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        )
    return lines
