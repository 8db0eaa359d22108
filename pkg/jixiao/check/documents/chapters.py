"""The text as a whole: are its chapters there and filled, and does a large change come with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.documents.published import FEWEST_TABLES, final_tables, unread
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, State, Verdict
from jixiao.check.text.measures import BUDGETS, measures, name_of
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import Judged, budgets_of, key, statement_text, subject
from jixiao.rules import Text

_SECTION = "section."
_REASON = "change_reason"
_CHANGED, _FAR = Text("变动较大", "a large change"), Text("与预算相差较大", "far from the budget")
#: Numbering of headings, from the outermost to the innermost.
_LEVELS = tuple(
    re.compile(form)
    for form in (
        r"第.{1,3}部分",
        r"[一二三四五六七八九十]+[、.]",
        r"\([一二三四五六七八九十]+\)",
        r"\d{1,2}[.、]",
        r"\(\d+\)",
    )
)


@kind("text_sections", on="text", limits=("known",), words=("required",))
def judge_sections(rule: Rule, statements: Statements) -> Judged:
    """Each required chapter of the text is there and says something; what other chapters tell of needs none of its own."""
    found = {statement.metric: statement for statement in statements.made if statement.metric.startswith(_SECTION)}
    told = {row["metric"] for row in statements.rows.get("claims", ())}
    required = [f"{_SECTION}{name}" for name in rule.words["required"]]
    if not found or len(final_tables(statements)) < FEWEST_TABLES:
        return
    chapters = sum(metric.startswith(_SECTION) for metric in measures())
    if Decimal(len(found)) / chapters < rule.limits["known"]:
        zh = f"{rule.title.zh}：只认出 {len(found)} 章的标题，无法判断其余各章是否缺少。"
        en = f"{rule.title.en}: only {len(found)} chapters were recognised by their headings; cannot be judged."
        yield "", Verdict("insufficient_data", rule.title.zh, Text(zh, en))
        return
    for metric in required:
        name, values = name_of(metric), tuple(s.value for s in [found.get(metric)] if s)
        elsewhere = tuple(
            s.value for s in statements.made if s.metric.partition(".")[0] == metric.removeprefix(_SECTION)
        )
        if metric in found and found[metric].quote:
            yield metric, _about(name.zh, name.en, "holds", Text("有此说明", "is there"), values)
        elif unread(statements):
            text = Text("没有找到内容，但有页面未能读取，不能判断", "nothing was found, but some pages were not read")
            yield metric, _about(name.zh, name.en, "insufficient_data", text, values)
        elif metric in found:
            text = Text("只有标题，标题下没有读到文字", "a heading with no words below it")
            yield metric, _about(name.zh, name.en, "broken", text, values)
        elif f"{metric.removeprefix(_SECTION)}.none" in told:
            text = Text("没有单独成章，已说明没有此项收支", "has no chapter of its own; it is said that there is none")
            yield metric, _about(name.zh, name.en, "holds", text, ())
        elif elsewhere:
            text = Text("没有单独成章，其他章节说到", "has no chapter of its own; other chapters speak of it")
            yield metric, _about(name.zh, name.en, "holds", text, elsewhere[:1])
        else:
            text = Text("公开的文字中没有找到这一说明", "not found in the published text")
            yield metric, _about(name.zh, name.en, "broken", text, values)


@kind("text_reasons", on="text", limits=("rate", "amount", "completion"))
def judge_reasons(rule: Rule, statements: Statements) -> Judged:
    """A change or completion beyond a limit comes with a reason: in its sentence, or before the next change.

    A total may be explained by the reasons of its parts, so for it any reason of its chapter will do.
    """
    for statement in _large(rule, statements):
        chapter = _chapter(statements, statement)
        reasons = [other for other in chapter if other.metric == _REASON]
        whole = "." not in statement.metric
        far = _FAR if statement.relation == "share" else _CHANGED
        reason = next((other.value for other in reasons if whole), None) or _own_reason(statement, chapter)
        if reason is not None:
            text = statement_text(statement, f"{far.zh}，已说明原因", f"{far.en}, with a reason")
            yield key(statement), Verdict("holds", subject(statement), text, (statement.value, reason))
        elif reasons:
            zh = f"{far.zh}，同一章有原因说明，不能确定是否针对本项"
            en = f"{far.en}; the chapter gives reasons, perhaps not for this"
            yield (
                key(statement),
                Verdict("ambiguous", subject(statement), statement_text(statement, zh, en), (statement.value,)),
            )
        else:
            text = statement_text(statement, f"{far.zh}，没有读到原因说明", f"{far.en}, and no reason was read")
            yield key(statement), Verdict("broken", subject(statement), text, (statement.value,))


def _large(rule: Rule, statements: Statements) -> Iterator[Statement]:
    """Changes on last year or a budget beyond the limits: by their rate, by their amount where no rate is stated."""
    seen: set[tuple[tuple[str, str], str]] = set()
    rated = {(statement.about, statement.base) for statement in statements.made if statement.relation == "growth"}
    for statement in statements.made:
        figure, change = statement.value.figure, statement.relation in ("growth", "change")
        if figure is None or statement.ambiguous or statement.period != statements.year:
            continue
        if statement.relation == "growth":
            large = abs(figure.value) > rule.limits["rate"]
        elif statement.relation == "change":
            large = (statement.about, statement.base) not in rated and abs(figure.value) > rule.limits["amount"]
        else:
            completed = statement.relation == "share" and statement.base_phase in BUDGETS
            wanted = figure.value or _planned(statements, statement)
            large = completed and bool(wanted) and abs(figure.value - 1) > rule.limits["completion"]
        if large and (statement.about, statement.base if change else "") not in seen:
            seen.add((statement.about, statement.base if change else ""))
            yield statement


def _planned(statements: Statements, statement: Statement) -> bool:
    """True where text or table say what was planned of the same thing: 完成预算的0% of nothing is no change."""
    plan = statements.level(statement, budgets_of(statement))
    return plan is not None and plan.figure is not None and plan.figure.value > 0


def _own_reason(statement: Statement, chapter: list[Statement]) -> PrintedValue | None:
    """The first reason in the sentence of a change or behind it, before a change of something else is told."""
    for other in chapter:
        if other.metric == _REASON:
            return other.value
        if other.relation in ("growth", "change") and other.about != statement.about and other.quote != statement.quote:
            return None
    return None


def _chapter(statements: Statements, statement: Statement) -> list[Statement]:
    """What is told in the sentence of a statement and behind it, up to the next heading that is not below its own."""
    own, found = _heading(statements, statement), []
    for other in statements.made:
        if other.order < statement.order and other.quote != statement.quote:
            continue
        heading = _heading(statements, other)
        if heading != own and _depth(heading) <= _depth(own):
            break
        found.append(other)
    return found


def _heading(statements: Statements, statement: Statement) -> str:
    return str(statements.rows["claims"][statement.order]["section"] or "")


def _depth(heading: str) -> int:
    """How deep a heading lies, by its numbering; one without a number is as deep as can be."""
    return next((depth for depth, form in enumerate(_LEVELS) if form.match(heading)), len(_LEVELS))


def _about(zh: str, en: str, state: State, text: Text, values: tuple[PrintedValue, ...]) -> Verdict:
    return Verdict(state, zh, Text(f"{zh}：{text.zh}。", f"{en}: {text.en}."), values)
