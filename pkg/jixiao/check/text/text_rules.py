"""The rules about the running text: each kind with its judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jixiao.check.documents import chapters, published
from jixiao.check.facts import Facts
from jixiao.check.printed import Rule, Text, Verdict
from jixiao.check.text import against_tables, itself, last_year
from jixiao.check.text.statements import Told
from jixiao.check.text.verdicts import Judged

JUDGES: Mapping[str, Callable[[Rule, Told], Judged]] = {
    "text_level": against_tables.judge_level,
    "text_within": against_tables.judge_within,
    "text_share": against_tables.judge_share,
    "text_completion": against_tables.judge_completion,
    "text_growth": against_tables.judge_growth,
    "text_change": against_tables.judge_change,
    "text_order": against_tables.judge_order,
    "text_zero_base": against_tables.judge_zero_base,
    "text_list": itself.judge_list,
    "text_sum": itself.judge_sum,
    "text_bound": itself.judge_bound,
    "text_quotient": itself.judge_quotient,
    "text_counts": itself.judge_counts,
    "text_twice": itself.judge_twice,
    "text_year": itself.judge_year,
    "text_residue": itself.judge_residue,
    "text_last_year": last_year.judge_last_year,
    "text_quarters": last_year.judge_quarters,
    "text_unit_cost": last_year.judge_unit_cost,
    "text_sections": chapters.judge_sections,
    "text_reasons": chapters.judge_reasons,
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
