"""Characters in pictures, by rapidocr with its own models: nothing is fetched. Installed with ``jixiao[ocr]``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import cv2
import numpy as np

from jixiao.grids import Box
from jixiao.read.rulings import Picture

#: What stands where ink was seen and no character recognised: unreadable, which is not blank.
UNREADABLE = "\ufffd"
#: White around a line as shares of its height: a first reading, and a second one of figures.
_MARGIN, _OTHER_MARGIN = 0.0, 0.2
_WHITE = 255
#: As shares of the height of a line: ink farther from every character than this, and as wide as this, was left out.
_FAR, _WIDE = 0.6, 0.2
#: Pixels of the longer side of a picture in which text is looked for, at most, and lines that are read at once: memory
#: grows with both. As good on dense tables as 2,000 and 6, by half of the memory; a small picture is not enlarged.
_LONGEST, _AT_ONCE = 1280, 2
#: Texts with a digit and nothing but what figures are printed with, or what a reader takes for it.
_FIGURE = re.compile(r"(?=.*[0-9０-９])[0-9０-９OoＯIlＩｌ|SBZ.,．，。、·:：'’%％+＋\-－—–−()（）/~～ ≥≤＞＜><=＝±]+")
#: A dash that stands alone is a zero or nothing in these forms, and looks like 一, _ and dirt.
_DASH = re.compile(r"[-_—–−－一ー~]+")
#: Characters that a figure has only where something was misread, or was printed unlike a figure.
_DOUBTFUL = re.compile(r"[０-９OoＯIlＩｌ|SBZ．，。、·:：'’ ]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A line of text as read, and the confidence (0 to 1) of its least certain character."""

    text: str
    confidence: float


def available() -> bool:
    """Whether pictures can be read: the extra ``jixiao[ocr]`` is installed."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


def text_boxes(grey: Picture) -> list[Box]:
    """Boxes of pieces of text in a picture, in pixels, in no order."""
    found = _engine()(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), use_det=True, use_rec=False).boxes
    if found is None:
        return []
    return [(float(q[:, 0].min()), float(q[:, 1].min()), float(q[:, 0].max()), float(q[:, 1].max())) for q in found]


def read_lines(pictures: Sequence[Picture]) -> list[Reading]:
    """Text of pictures that show one line each, cut close to its ink.

    Figures are read twice, with another margin. Where the readings differ, or hold a character
    that figures do not have (O for 0, a full-width digit), the confidence is 0: nothing is put right.
    """
    first = _recognised(pictures, _MARGIN)
    figures = [index for index, reading in enumerate(first) if _FIGURE.fullmatch(reading.text)]
    second = _recognised([pictures[index] for index in figures], _OTHER_MARGIN)
    readings = list(first)
    for index, reading in enumerate(first):
        if _DASH.fullmatch(reading.text):
            readings[index] = Reading(reading.text, 0.0)
    for index, again in zip(figures, second, strict=True):
        sure = again.text == first[index].text and not _DOUBTFUL.search(again.text)
        confidence = min(first[index].confidence, again.confidence) if sure else 0.0
        readings[index] = Reading(first[index].text, confidence)
    return readings


def _recognised(pictures: Sequence[Picture], margin: float) -> list[Reading]:
    if not pictures:
        return []
    framed = [_framed(picture, margin) for picture in pictures]
    found = _engine().recognize_txt(framed)
    return [_reading(*parts) for parts in zip(framed, found.txts, found.word_results, strict=True)]


def _reading(picture: Picture, printed: str, words: Any) -> Reading:
    text = printed.strip()
    if not text:
        return Reading(UNREADABLE, 0.0)
    at = [(column + 0.5) / words.line_txt_len for columns in words.word_cols for column in columns]
    return Reading(text, 0.0 if _leaves_ink(picture, at) else round(min(words.confs), 3))


def _leaves_ink(picture: Picture, at: Sequence[float]) -> bool:
    """Whether ink stands where no character was read; ``at`` are their middles as shares of the width.

    The recogniser passes over what it has no word for, a ticked box for one, without a lower confidence.
    """
    height, width = picture.shape[:2]
    _, dark = cv2.threshold(picture[:, :, 0], 0, _WHITE, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    columns = np.flatnonzero((dark > 0).sum(axis=0) > height / 20)
    far = np.abs(columns[:, None] - np.array(at) * width).min(axis=1) > _FAR * height
    return bool(far.sum() > _WIDE * height)


def _framed(picture: Picture, margin: float) -> Picture:
    """The picture as RGB with white around it."""
    edge = round(picture.shape[0] * margin)
    framed = cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=_WHITE)
    return np.asarray(cv2.cvtColor(framed, cv2.COLOR_GRAY2RGB), np.uint8)


@cache
def _engine() -> Any:
    """rapidocr with its models loaded. Imported late: it takes a second, and most documents need none."""
    from rapidocr import RapidOCR

    settings = {
        "Global.log_level": "critical", "Global.use_cls": False, "Global.return_word_box": True,
        "Det.limit_type": "max", "Det.limit_side_len": _LONGEST, "Rec.rec_batch_num": _AT_ONCE,
        # Lines are too small to be shared out: a second thread takes as much again, and mostly waits.
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    }  # fmt: skip
    return RapidOCR(params=settings)
