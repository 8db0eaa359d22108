"""What the checks of project forms share: printed entries of a record as values, and verdicts about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from jixiao.check import say
from jixiao.check.legible import place
from jixiao.check.printed import PrintedValue, ProjectForm, Row, Rule, ValueLabel, Verdict
from jixiao.corrections import counted
from jixiao.rules import Text

#: What tells the outcomes of one rule on one form apart, and the verdict.
Found = Iterator[tuple[str, Verdict]]
Judge = Callable[[Rule, ProjectForm], Found]

#: Printed in a cell that says nothing.
_NOTHING = frozenset(("", "无", "不适用", "-", "--", "—", "——", "/", "暂无", "没有"))
_SHOWN = 5

FIELDS: Mapping[str, Text] = {
    "level1": Text("一级指标", "level 1"),
    "level2": Text("二级指标", "level 2"),
    "level3": Text("三级指标", "level 3"),
    "target": Text("年度指标值", "target"),
    "actual": Text("全年完成值", "actual value"),
    "reason": Text("未完成原因", "reason"),
    "rate": Text("执行率", "execution rate"),
    "weight": Text("分值", "weight"),
    "score": Text("得分", "score"),
    "name": Text("项目名称", "name"),
    "goal": Text("年初设定目标", "goal"),
    "result": Text("全年实际完成情况", "result"),
    "period": Text("项目起止时间", "period"),
    "grade": Text("评价等级", "grade"),
    "total_score": Text("总分", "total score"),
    "national_code": Text("国家编码", "national code"),
    "started": Text("是否开工", "started"),
    "start_date": Text("开工日期", "start date"),
    "completed": Text("是否竣工", "completed"),
    "completion_date": Text("竣工日期", "completion date"),
    "progress": Text("工程形象进度", "progress"),
    "progress_text": Text("工程形象进度文字描述", "progress in words"),
    "budget": Text("全年预算数", "budget of the year"),
    "executed": Text("全年执行数", "executed"),
}


def entry(row: Row, field: str, of: str = "") -> PrintedValue:
    """One field of a record as it is printed, with its place; ``of`` names the row."""
    cell = (row.get("cells") or {}).get(field)
    where = cell or row
    printed = counted(cell or {}) or str(row.get(field) or "")
    name = FIELDS[field]
    label = ValueLabel(f"{of} {name.zh}".strip(), f"{of} {name.en}".strip(), name.zh)
    return PrintedValue(label, "text", "figure", None, printed, place(row["source_id"], where, printed))


def entries(row: Row, fields: Iterable[str], of: str = "") -> tuple[PrintedValue, ...]:
    """Several fields of a record."""
    return tuple(entry(row, field, of) for field in fields)


def plain_words(text: object) -> str:
    """A text without white space; empty where it says nothing (无, 不适用, a dash)."""
    plain = "".join(str(text or "").split())
    return "" if plain.strip("。.；;") in _NOTHING else plain


def number(value: object) -> Decimal | None:
    """A recognised number as the decimal that was printed."""
    return None if value is None else Decimal(repr(float(str(value))))


def day(text: object) -> date | None:
    """A recognised date; None where there is none, or text that is no date."""
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def amount(form: ProjectForm, table: str, row: str, measure: str) -> Decimal | None:
    """The exact figure of a form's sheet; None where none can be read."""
    value = form.sheet.values.get((table, "", row, measure))
    return value.figure.value if value and value.figure else None


def verdict(form: ProjectForm, subject: Text, broken: bool, text: Text, values: Iterable[PrintedValue]) -> Verdict:
    """A verdict about an entry of a form: it holds, or it is a finding."""
    label = say.named(form.sheet.name, ValueLabel(subject.zh, subject.en, subject.zh))
    return Verdict("broken" if broken else "holds", label.short, say.plain(label, text.zh, text.en), tuple(values))


def aside(form: ProjectForm, subject: Text, text: Text, values: Iterable[PrintedValue]) -> Verdict:
    """A verdict that nothing can be compared here, with the reason."""
    label = say.named(form.sheet.name, ValueLabel(subject.zh, subject.en, subject.zh))
    return Verdict("not_applicable", label.short, say.plain(label, text.zh, text.en), tuple(values))


def listed(words: Iterable[str]) -> Text:
    """The first few of many, and how many there are."""
    all_words = list(words)
    zh, en = "、".join(all_words[:_SHOWN]), ", ".join(all_words[:_SHOWN])
    more = len(all_words) - _SHOWN
    return Text(f"{zh} 等 {len(all_words)} 项", f"{en} and {more} more") if more > 0 else Text(zh, en)
