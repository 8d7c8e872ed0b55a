"""Pictures of pages become recognised lines with their boxes (extra ``ocr``: RapidOCR, PP-OCR models).

The models come inside the package and nothing is fetched. What was recognised is a layer: JSON with a box for
every line and the lines drawn on the page, in points, straightened; it is kept, so that a document is the
same when it is read again with another version. The direction classifier is off: it turns lines round.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, util
from statistics import median
from typing import Any

from luoshi.documents.model import Layer
from luoshi.documents.readers.ruling import Edge
from luoshi.errors import LuoshiError, Place

MEDIA_TYPE = "application/vnd.luoshi.recognised+json"
THREADS_VARIABLE = "LUOSHI_OCR_THREADS"
_LEAST_SCORE = 0.5
_LONG_LINES = 40
"""A drawn line is at least this part of the page's width or height."""
_STEEPEST = 15.0

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to be recognised.

    Attributes:
        number: Of the page, from 1.
        pixels: Grey or coloured, as NumPy has it.
        scale: Pixels for each point.
    """

    number: int
    pixels: Any
    scale: float


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of words: where it is on the straightened page, and how sure the recognition is (0 to 1)."""

    text: str
    box: tuple[float, float, float, float]
    score: float


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A recognised page; ``angle`` is by how many degrees the picture is turned clockwise."""

    number: int
    width: float
    height: float
    angle: float
    lines: tuple[RecognisedLine, ...]
    edges: tuple[Edge, ...]


def available() -> bool:
    """Return whether the extra is installed."""
    return util.find_spec("rapidocr") is not None and util.find_spec("onnxruntime") is not None


def recognise(pictures: Iterable[Picture], place: Place) -> Layer:
    """Return what is recognised on pictures; raises ``ocr-missing`` or ``ocr-failed``."""
    if not available():
        raise LuoshiError("ocr-missing", place)
    try:
        pages = [_page(picture) for picture in pictures]
    except LuoshiError:
        raise
    except Exception as error:  # the engine raises whatever an odd picture leads it to
        raise LuoshiError("ocr-failed", place, reason=type(error).__name__) from None
    body = json.dumps({"pages": pages}, ensure_ascii=False, separators=(",", ":")).encode()
    return Layer(media_type=MEDIA_TYPE, body=body, made_by=_made_by())


def recognised_pages(layer: Layer) -> Iterator[RecognisedPage]:
    """Yield the pages of a layer."""
    for page in json.loads(layer.body)["pages"]:
        lines = (RecognisedLine(one["text"], tuple(one["box"]), one["score"]) for one in page["lines"])
        yield RecognisedPage(
            number=page["number"],
            width=page["width"],
            height=page["height"],
            angle=page["angle"],
            lines=tuple(lines),
            edges=tuple(Edge(*edge) for edge in page["edges"]),
        )


def _made_by() -> dict[str, Any]:
    engine = _engine()
    models = [
        os.path.basename(str(path))
        for part in (engine.text_det, engine.text_rec)
        if (path := getattr(getattr(part, "session", None), "model_path", None))
    ]
    return {
        "program": f"rapidocr {metadata.version('rapidocr')}",
        "runtime": f"onnxruntime {metadata.version('onnxruntime')}",
        "models": models or _packaged_models(),
    }


def _packaged_models() -> list[str]:
    """Return the names of the detection and recognition models that come with the package."""
    found = util.find_spec("rapidocr")
    folder = os.path.join(os.path.dirname(str(found.origin if found else "")), "models")
    return sorted(name for name in os.listdir(folder) if name.endswith(".onnx") and "_cls_" not in name)


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = int(os.environ.get(THREADS_VARIABLE, "0") or 0) or min(os.cpu_count() or 1, 4)
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _page(picture: Picture) -> dict[str, Any]:
    height, width = picture.pixels.shape[:2]
    found = _engine()(picture.pixels)
    boxes = [] if found.boxes is None else [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    angle = _angle(boxes)
    middle = (width / 2, height / 2)
    lines = [
        {"text": text, "box": _in_points(box, angle, middle, picture.scale), "score": round(float(score), 3)}
        for box, text, score in zip(boxes, found.txts or (), found.scores or (), strict=True)
        if score >= _LEAST_SCORE and text.strip()
    ]
    return {
        "number": picture.number,
        "width": round(width / picture.scale, 1),
        "height": round(height / picture.scale, 1),
        "angle": round(angle, 3),
        "lines": lines,
        "edges": _edges(picture, angle),
    }


def _angle(boxes: list[list[Corner]]) -> float:
    """Return by how many degrees the lines of a page rise or fall; long lines tell it best."""
    slopes = []
    for upper_left, upper_right, _, _ in boxes:
        across, down = upper_right[0] - upper_left[0], upper_right[1] - upper_left[1]
        if across > 8 * abs(down) and across > 200:
            slopes.append(math.degrees(math.atan2(down, across)))
    angle = median(slopes) if len(slopes) >= 3 else 0.0
    return angle if 0.05 < abs(angle) < _STEEPEST else 0.0


def _turned(corner: Corner, angle: float, middle: Corner) -> Corner:
    turn = math.radians(-angle)
    x, y = corner[0] - middle[0], corner[1] - middle[1]
    return (
        x * math.cos(turn) - y * math.sin(turn) + middle[0],
        x * math.sin(turn) + y * math.cos(turn) + middle[1],
    )


def _in_points(box: list[Corner], angle: float, middle: Corner, scale: float) -> list[float]:
    corners = [_turned(corner, angle, middle) for corner in box]
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    edges = (across[0] + across[1], down[0] + down[1], across[2] + across[3], down[2] + down[3])
    return [round(edge / 2 / scale, 1) for edge in edges]


def _edges(picture: Picture, angle: float) -> list[list[float]]:
    """Return the straight lines drawn on a page: what is left of its ink when only long runs are kept."""
    import cv2
    import numpy

    pixels: Any = picture.pixels
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    if angle:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    ink = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, numpy.ones((3, 3), numpy.uint8))
    found = []
    for length, flat in ((max(width // _LONG_LINES, 20), True), (max(height // _LONG_LINES, 20), False)):
        kernel = numpy.ones((1, length) if flat else (length, 1), numpy.uint8)
        runs = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), numpy.ones((3, 3), numpy.uint8))
        for contour in cv2.findContours(runs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
            x, y, w, h = cv2.boundingRect(contour)
            if (w if flat else h) >= length and (h if flat else w) <= length:
                ends = (x, y + h / 2, x + w, y + h / 2) if flat else (x + w / 2, y, x + w / 2, y + h)
                found.append([round(end / picture.scale, 1) for end in ends])
    return found
