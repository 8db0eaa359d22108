"""What of a page's content draws paths: rulings are found from it, and the text around it takes longest to interpret."""

from __future__ import annotations

import re

#: Operators that draw paths or say where: all others (text, fonts, colours, clipping) draw no ruling.
OPERATORS = (
    "m", "l", "c", "v", "y", "h", "re", "n", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "q", "Q", "cm", "Do",
)  # fmt: skip
_NUMBERS = rb"[-+.\d\s]*+"
_BEFORE, _AFTER = rb"(?<![^-+.\d\s\])>])", rb"(?![^\s/\[\]()<>])"
_ANY = "|".join(map(re.escape, OPERATORS)).encode()
_DRAWN = re.compile(
    rb"(?<![-+.\d\s])" + _NUMBERS + _BEFORE + b"(?:" + _ANY + b")" + _AFTER + rb"|/[^\s/\[\]()<>]+\s+Do" + _AFTER
)
_STRING = re.compile(rb"\((?:[^()\\]++|\\.)*+(\)?)|<[\dA-Fa-f\s]+(>)", re.DOTALL)
#: Comments, pictures between the operators, strings in strings, and what belongs to no content.
_DOUBTFUL = re.compile(rb"[%#{}\0]|\((?![)>])|" + _BEFORE + b"BI" + _AFTER)
#: A path, and whether it is ended without being painted: one that clips.
_PATH = re.compile(rb"(?<![^\n])((?:" + _NUMBERS + rb"(?:re|[mlcvyh])\n)++)(n\n)?")
#: A state that is saved and given back with nothing between them.
_UNUSED = re.compile(rb"(?<![^\n])q\n((?:n\n)*+)Q\n")
_NESTED = 3


def strokes(content: bytes) -> bytes | None:
    """The operators of a page's content that draw paths or say where, with their numbers, in their order.

    None where the content is not so plain that its strings can be told from its operators.
    """
    plain = _STRING.sub(rb"(\1\2", content)
    if _DOUBTFUL.search(plain):
        return None
    drawn = b"".join(operation.strip() + b"\n" for operation in _DRAWN.findall(plain))
    drawn = _PATH.sub(lambda path: path[2] or path[1], drawn)
    for _ in range(_NESTED):
        drawn = _UNUSED.sub(rb"\1", drawn)
    return drawn
