"""What a person wants from the ledger first: the findings, the counts, and what a rule says."""

from __future__ import annotations

from functools import cache

import pandas as pd

from jixiao import grades
from jixiao.check import addresses
from jixiao.check.judges import KINDS
from jixiao.check.load import packaged_rules
from jixiao.check.printed import Case, Each, Either, Operand, Part, Rule
from jixiao.check.tables.bind import flat
from jixiao.errors import RuleError
from jixiao.rules import STATES, Text, load_yaml, only
from jixiao.rules.rule_fields import text_of

EXAMPLES_FILE = "examples.yaml"

_ROW_WORDS = {"each": "[本行]", "children": "[各下级]", "roots": "[各类]", "leaves": "[各项]"}
_EACH_WORDS = {
    "all": "每一行",
    "codes": "每一科目",
    "parents": "每一有下级的行",
    "leaves": "每一最低级的行",
    "classes": "每一类",
}
_ACCOUNTS = "部门决算公开表"
_PROJECT_FORM = "项目支出绩效自评表、部门整体支出绩效自评表"
_INVESTMENT = "政府投资项目绩效情况表"
_DOCUMENTS = {
    "funds": _PROJECT_FORM,
    "indicators": _PROJECT_FORM,
    "investments": _INVESTMENT,
    "payments": "支出明细表",
    "scorecards": "部门整体绩效评价指标评分表",
    "claims": "部门决算情况说明",
}
_LOOKED_AT = {
    "project": _PROJECT_FORM,
    "projects": _PROJECT_FORM,
    "investment": _INVESTMENT,
    "text": "部门决算情况说明",
}
_RATIOS = ("ratio", "ratio_either")
_SIGNS = {"sum": "=", "sum_either": "=", "quoted": "=", "at_most": "≥", "not_above": "≥"}


def findings(outcomes: pd.DataFrame) -> pd.DataFrame:
    """What a reader must see: published values that cannot both hold, errors first.

    Those that follow from another finding are only counted with it, in the column ``consequences``; values that could
    not be told apart are ``questions``.
    """
    found = grades.findings(outcomes).reset_index(drop=True)
    counted = outcomes["cause"].value_counts()
    return found.assign(consequences=[int(counted.get(key, 0)) for key in found["outcome_id"]])


def counts(outcomes: pd.DataFrame) -> dict[str, int]:
    """How many outcomes are in each of the six states."""
    told = outcomes["state"].value_counts()
    return {state: int(told.get(state, 0)) for state in STATES}


def rule_table() -> list[dict[str, str]]:
    """All rules, one row each."""
    return [
        {
            "id": rule.id,
            "kind": rule.kind,
            "severity": rule.severity,
            "title_zh": rule.title.zh,
            "title_en": rule.title.en,
            "basis": rule.basis.title,
            "status": rule.basis.status,
        }
        for rule in packaged_rules()
    ]


def explain(rule_id: str) -> str:
    """One rule in words: title, formula, severity, basis. RuleError for an id that does not exist."""
    rule = next((rule for rule in packaged_rules() if rule.id == rule_id), None)
    if rule is None:
        raise RuleError(f"no such rule: {rule_id}", hint="jixiao rules lists all of them")
    years = f"{rule.since or ''}–{rule.until or ''}" if rule.since or rule.until else "all"
    limits = (
        [f"界限 limits: {'、'.join(f'{key} {value}' for key, value in rule.limits.items())}"] if rule.limits else []
    )
    words = [f"用词 words: {key}：{'、'.join(listed)}" for key, listed in rule.words.items()]
    basis = " ".join(part for part in (rule.basis.title, f"({rule.basis.status})", rule.basis.href) if part)
    head = [
        f"{rule.id}  {rule.title.zh}",
        f"      {rule.title.en}",
        f"kind: {rule.kind}   severity: {rule.severity}   years: {years}",
        f"basis: {basis}",
        f"documents: {documents(rule)}",
    ]
    shown = [f"  {state}: {text.zh}\n    {text.en}" for state, text in examples()[rule.kind].items()]
    return "\n".join([*head, *_details(rule), *limits, *words, "examples:", *shown])


def documents(rule: Rule) -> str:
    """The kinds of documents that a rule looks at."""
    found = {_DOCUMENTS.get(table, _ACCOUNTS) for table in tables_of(rule)}
    return "、".join(sorted(found)) or _LOOKED_AT.get(KINDS[rule.kind].on, _ACCOUNTS)


def tables_of(rule: Rule) -> set[str]:
    """Tables that a rule names."""
    named = {op.table for case in rule.cases for op in flat((case.total, *case.parts)) if op.table}
    return named | set(rule.tables) | ({rule.within} if rule.within else set())


@cache
def examples() -> dict[str, dict[str, Text]]:
    """For each kind of rule, what it says of a made-up document in each state."""
    listed: dict[str, dict[str, Text]] = {}
    for kind, states in load_yaml(EXAMPLES_FILE).items():
        where = f"{EXAMPLES_FILE} {kind}"
        only({kind: states}, KINDS, where)
        only(states, STATES, where)
        listed[kind] = {state: text_of(states[state], f"{where} {state}") for state in STATES if state in states}
    return listed


def _details(rule: Rule) -> list[str]:
    if rule.cases:
        return [line for case in rule.cases for line in _case_lines(rule.kind, case)]
    if rule.reason is not None:
        return [rule.reason.zh, rule.reason.en]
    if not rule.tables:
        return []
    tables = "、".join(f"表{table} {addresses.table_name(table).zh}" for table in rule.tables)
    within = [f"范围：表{rule.within} {addresses.table_name(rule.within).zh}"] if rule.within else []
    prefixes = [f"编码：{'、'.join(rule.prefixes)}"] if rule.prefixes else []
    return [f"对象：{tables}", *within, *prefixes]


def _case_lines(kind: str, case: Case) -> list[str]:
    total, parts = _part(case.total), [_part(part) for part in case.parts]
    formula = f"{total} = {' / '.join(parts)}" if kind in _RATIOS else f"{total} {_SIGNS[kind]} {_joined(parts)}"
    conditions = [f"  仅当 {_operand(op)} = 0" for op in case.when_zero]
    conditions += [f"  仅当填有 {_operand(op)}" for op in case.when_printed]
    conditions += [f"  仅当 {' = '.join(_part(part) for part in case.when_equal)}"] if case.when_equal else []
    return [f"  {formula}{_each(case.each)}", *conditions]


def _each(each: Each | None) -> str:
    if each is None:
        return ""
    words = [_EACH_WORDS[each.rows]] if each.rows else []
    return f"（{'、'.join([*words, *(['每一栏'] if each.measures else [])])}）"


def _joined(parts: list[str]) -> str:
    return " + ".join(parts).replace("+ −", "− ") or "0"


def _part(part: Part) -> str:
    if isinstance(part, Either):
        choices = [_joined([_operand(op) for op in choice]) for choice in part.choices]
        return f"{{{' 或 '.join(choices)}}}"
    return _operand(part)


def _operand(operand: Operand) -> str:
    if operand.constant is not None:
        return str(operand.constant)
    if operand.measure == "each" or operand.row in _ROW_WORDS:
        body = addresses.tables()[operand.table]
        table = addresses.short(operand.table)
        row = _ROW_WORDS.get(operand.row) or addresses.row_name(operand.table, operand.row).zh
        column = "[本栏]" if operand.measure == "each" else body["measures"][operand.measure]["zh"]
        label = f"{table} {row} {column}"
    else:
        label = addresses.label((operand.table, operand.side, operand.row, operand.measure)).short
    return f"{'−' if operand.weight < 0 else ''}{'上年 ' if operand.previous else ''}{label}"
