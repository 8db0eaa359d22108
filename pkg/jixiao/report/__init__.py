"""Reports: sentences, tables and charts from a disclosure, its outcomes and its scores, in Chinese or English."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from jixiao.report.judged import corrections
from jixiao.report.listing import listing
from jixiao.report.markup import Piece, paragraph
from jixiao.report.markup import heading as _heading
from jixiao.report.narrative import summary
from jixiao.report.openness import openness, target_quality
from jixiao.report.outcome_blocks import findings, set_aside
from jixiao.report.overview import overview, title
from jixiao.report.phrases import has_text, say
from jixiao.report.project_tables import investment_table, project_table
from jixiao.report.scope import is_budget
from jixiao.report.stage_tables import stages
from jixiao.report.tables import (
    expenditure_table,
    income_table,
    method,
    reproduce,
    scorecard_table,
    three_public_table,
)
from jixiao.report.unmade import held, unchecked

if TYPE_CHECKING:
    from jixiao.report.charts import (
        execution,
        execution_alt,
        expenditure_by_class,
        expenditure_by_class_alt,
        investment_completion,
        investment_completion_alt,
        quarter_progress,
        quarter_progress_alt,
        scorecard,
        scorecard_alt,
    )
    from jixiao.report.pictures import Picture, picture
    from jixiao.report.reached import attainment, attainment_alt, attainment_table
    from jixiao.report.staged import deviation, deviation_alt, moved_targets

__all__ = [
    "Picture",
    "Piece",
    "attainment",
    "attainment_alt",
    "attainment_table",
    "corrections",
    "deviation",
    "deviation_alt",
    "execution",
    "execution_alt",
    "expenditure_by_class",
    "expenditure_by_class_alt",
    "expenditure_table",
    "findings",
    "heading",
    "held",
    "income_table",
    "investment_completion",
    "investment_completion_alt",
    "investment_table",
    "is_budget",
    "listing",
    "method",
    "moved_targets",
    "openness",
    "overview",
    "picture",
    "project_table",
    "quarter_progress",
    "quarter_progress_alt",
    "reproduce",
    "scorecard",
    "scorecard_alt",
    "scorecard_table",
    "section",
    "set_aside",
    "stages",
    "summary",
    "target_quality",
    "three_public_table",
    "title",
    "unchecked",
]

#: What draws is imported when it is first used: matplotlib takes longer than all else, and who plans a batch draws nothing.
_DRAWN = {
    **dict.fromkeys(("Picture", "picture"), "pictures"),
    **dict.fromkeys(("attainment", "attainment_alt", "attainment_table"), "reached"),
    **dict.fromkeys(("deviation", "deviation_alt", "moved_targets"), "staged"),
    **dict.fromkeys(
        (
            "execution",
            "execution_alt",
            "expenditure_by_class",
            "expenditure_by_class_alt",
            "investment_completion",
            "investment_completion_alt",
            "quarter_progress",
            "quarter_progress_alt",
            "scorecard",
            "scorecard_alt",
        ),
        "charts",
    ),
}


def __getattr__(name: str) -> Any:
    if name not in _DRAWN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    value = globals()[name] = getattr(import_module(f"{__name__}.{_DRAWN[name]}"), name)
    return value


def heading(key: str, lang: str) -> Piece:
    """The heading of a section; its anchor is the key."""
    return _heading(say("headings", key, lang), key)


def section(key: str, lang: str, *parts: Piece | Picture) -> tuple[Piece | Picture, ...]:
    """Heading and parts that have something to show; where none has, a sentence where one is due, else nothing at all."""
    shown = tuple(part for part in parts if part)
    if shown:
        return heading(key, lang), *shown
    if has_text("nothing", key):
        return heading(key, lang), paragraph(say("nothing", key, lang), "nothing")
    return ()
