"""The rules about the running text: each kind with its judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jixiao.check import published, text, text_chapters, text_own, text_years
from jixiao.check.model import Facts, Rule, Text, Verdict
from jixiao.check.statements import Told
from jixiao.check.text_words import Judged

JUDGES: Mapping[str, Callable[[Rule, Told], Judged]] = {
    "text_level": text.judge_level,
    "text_share": text.judge_share,
    "text_completion": text.judge_completion,
    "text_growth": text.judge_growth,
    "text_change": text.judge_change,
    "text_order": text.judge_order,
    "text_zero_base": text.judge_zero_base,
    "text_list": text_own.judge_list,
    "text_sum": text_own.judge_sum,
    "text_bound": text_own.judge_bound,
    "text_quotient": text_own.judge_quotient,
    "text_counts": text_own.judge_counts,
    "text_twice": text_own.judge_twice,
    "text_year": text_own.judge_year,
    "text_residue": text_own.judge_residue,
    "text_last_year": text_years.judge_last_year,
    "text_quarters": text_years.judge_quarters,
    "text_unit_cost": text_years.judge_unit_cost,
    "text_sections": text_chapters.judge_sections,
    "text_reasons": text_chapters.judge_reasons,
    "pages_read": published.judge_pages,
    "tables_present": published.judge_tables,
    "empty_declared": published.judge_declared,
    "forms_count": published.judge_count,
    "forms_money": published.judge_money,
    "forms_within": published.judge_within,
}


def verdicts(rule: Rule, facts: Facts) -> Judged:
    """What one rule says about the statements of a text; that there was nothing to check, where there was nothing."""
    found = list(JUDGES[rule.kind](rule, facts.told)) if facts.told else []
    yield from found
    if not found:
        words = Text(
            f"{rule.title.zh}：文字中没有可以核对的表述。", f"{rule.title.en}: the text states nothing to check."
        )
        yield "", Verdict("not_applicable", rule.title.zh, words)
