"""What one wants to see at once of a disclosure: the first screen of its report, where one works."""

from __future__ import annotations

from jixiao import report
from jixiao.check import check
from jixiao.report import Piece
from jixiao.score import score
from jixiao.store import Disclosure


def first_screen(d: Disclosure, lang: str = "zh") -> Piece:
    """Whose figures they are, whether they can be relied on, the money, and what could not be read.

    HTML in a notebook, text in a terminal; ``lang`` is zh or en.
    """
    return report.title(d, lang) + report.overview(d, check(d), score(d), lang)
