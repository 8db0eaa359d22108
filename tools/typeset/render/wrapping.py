"""Break Chinese text into lines of a given width."""

from __future__ import annotations

import re
from collections.abc import Callable

TOKEN = re.compile(r"[A-Za-z0-9.,:/%_+\-]+|.", re.DOTALL)
NOT_AT_START = set("，。、；：！？）》”’〉】〕％%,.;:)")
NOT_AT_END = set("（《“‘〈【〔(")

Measure = Callable[[str], float]


def wrap(text: str, width: float, measure: Measure, first_indent: float = 0.0) -> list[str]:
    """Return the lines of a text; a newline in the text always breaks."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_wrap_part(part, width, measure, first_indent if not lines else 0.0))
    return lines


def _wrap_part(text: str, width: float, measure: Measure, indent: float) -> list[str]:
    """Wrap one part that holds no newline."""
    lines: list[str] = []
    line = ""
    for token in _tokens(text, width, measure):
        room = width - (indent if not lines else 0.0)
        if line and measure(line + token) > room:
            line, carried = _break(line, token)
            lines.append(line.rstrip(" "))
            line = (carried + token).lstrip(" ")
        else:
            line += token
    return [*lines, line]


def _tokens(text: str, width: float, measure: Measure) -> list[str]:
    """Split a text into unbreakable pieces: words and numbers that fit on a line, else single characters."""
    pieces: list[str] = []
    for match in TOKEN.finditer(text):
        piece = match[0]
        pieces.extend([piece] if measure(piece) <= width else list(piece))
    return pieces


def _break(line: str, token: str) -> tuple[str, str]:
    """Return the line to set and the characters that move down, by the rules for line starts and ends."""
    cut = len(line)
    if token[0] in NOT_AT_START and cut > 1:
        cut -= 1
    while cut > 1 and (line[cut - 1] in NOT_AT_END or (cut < len(line) and line[cut] in NOT_AT_START)):
        cut -= 1
    return line[:cut], line[cut:]
