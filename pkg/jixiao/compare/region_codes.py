"""The code of a place (GB/T 2260) by the names that a region or a department prints: 广东省深圳市坪山区 is 440310.

``rules/regions.csv`` has provinces, cities and counties of 2021; a place set up or renamed since then has no code here.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files

_FILE = "regions.csv"
#: What may stand before the place in a department's name, and the end of a province's name that people leave out.
_BEFORE = re.compile(r"^(?:中国共产党|中共|国家)")
_PROVINCE_ENDS = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_SHORTEST = 2


def region_code(*names: str | None) -> str | None:
    """Code of the narrowest place that one of these names begins with, the first that has one; None where none is sure.

    A name that several places share (朝阳区) says nothing without the place that it lies in.
    """
    return next((code for name in names if name and (code := _code(_BEFORE.sub("", name)))), None)


def _code(rest: str) -> str | None:
    found, is_whole = "", True
    while step := _next(rest, found):
        found, name, is_whole = step
        rest = rest.removeprefix(name)
    return found if found and is_whole else None


def _next(rest: str, within: str) -> tuple[str, str, bool] | None:
    """The only place within another that a text begins with: its code, its name there, whether that is the whole name."""
    full, short = _places()
    for length in range(min(len(rest), _longest()), _SHORTEST - 1, -1):
        name = rest[:length]
        for places, is_whole in ((full, True), (short, False)):
            codes = [code for code in places.get(name, ()) if _lies_in(code, within)]
            if codes:
                return (codes[0], name, is_whole) if len(codes) == 1 else None
    return None


def _lies_in(code: str, within: str) -> bool:
    stem = re.sub(r"(?:00){1,2}$", "", within)
    return code != within and code.startswith(stem)


@cache
def _places() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Codes by whole name, and of provinces by the name without its end."""
    full: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(files("jixiao.rules").joinpath(_FILE).read_text("utf-8").splitlines()):
        full[row["name"]].append(row["code"])
        if row["code"].endswith("0000"):
            short[_PROVINCE_ENDS.sub("", row["name"])].append(row["code"])
    return dict(full), dict(short)


@cache
def _longest() -> int:
    return max(map(len, _places()[0]))
