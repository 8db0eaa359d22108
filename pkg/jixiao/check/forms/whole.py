"""Kinds of rule about a form as a whole: goal and result, years, and forms that count one project twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from jixiao.check.facts import Facts
from jixiao.check.forms.entries import Found, amount, aside, day, entries, entry, plain_words, verdict
from jixiao.check.kinds import kind
from jixiao.check.printed import ProjectForm, Rule, Verdict
from jixiao.names import project_name
from jixiao.rules import Text

_WITH_GOAL = ("self_evaluation", "transfer_evaluation", "department_evaluation")
#: A shorter name of a project may be a word of any title.
_SHORTEST = 4
_LONGEST = 2000  # characters of a text that are compared: similarity takes the square of it


@kind("goal_blank", on="project")
def judge_goal_blank(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """Goal (年初设定目标) and result (全年实际完成情况) are filled in."""
    if form.kind not in _WITH_GOAL:
        return
    for field, zh, en in (("goal", "年初设定目标", "goal"), ("result", "全年实际完成情况", "result")):
        subject, value = Text(zh, en), entry(form.project, field)
        if form.project[field]:
            yield field, verdict(form, subject, False, Text("已填写", "filled in"), (value,))
        elif field in (form.project.get("cells") or {}):
            text = Text("本栏空白", "the cell is blank")
            yield field, verdict(form, subject, True, text, entries(form.project, ("name",)))
        else:
            text = Text("没有读到本栏，无法判断", "no such cell was read; cannot be judged")
            yield field, aside(form, subject, text, ())


@kind("result_copied", on="project", limits=("similarity",))
def judge_result_copied(rule: Rule, form: ProjectForm) -> Found:
    """The result says what was done: it is no copy of the goal."""
    goal, result = plain_words(form.project["goal"])[:_LONGEST], plain_words(form.project["result"])[:_LONGEST]
    if not goal or not result:
        return
    share = SequenceMatcher(None, goal, result, autojunk=False).ratio()
    alike = share >= float(rule.limits["similarity"])
    zh = f"与年初设定目标的文字{'几乎' if alike else '不'}相同（相似度 {share:.0%}）"
    en = f"{'almost the same' if alike else 'not the same'} words as the goal (similarity {share:.0%})"
    values = entries(form.project, ("result", "goal"))
    yield "", verdict(form, Text("全年实际完成情况", "result"), alike, Text(zh, en), values)


@kind("period", on="project")
def judge_period(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """The year of the form is the fiscal year, and lies in the period of the project (项目起止时间)."""
    year = form.project["form_year"] or form.fiscal_year
    start, end = (day(form.project[field]) for field in ("period_start", "period_end"))
    if year is None or start is None or end is None:
        return
    outside = not start.year <= year <= end.year
    printed = form.project["period_printed"]
    zh = f"{year} 年度的表，项目起止时间填列“{printed}”" + ("，不含该年度" if outside else "")
    en = f"a form of {year}, the period prints “{printed}”" + (", without that year" if outside else "")
    yield "", verdict(form, Text("项目起止时间", "period"), outside, Text(zh, en), entries(form.project, ("period",)))


@kind("project_twice", on="projects")
def judge_project_twice(rule: Rule, facts: Facts) -> Iterator[tuple[ProjectForm, str, Verdict]]:  # noqa: ARG001
    """No two forms of one source have the same project name and the same amounts."""
    groups: dict[tuple[str, str, Decimal, Decimal], list[ProjectForm]] = defaultdict(list)
    for form in facts.projects:
        budget, executed = _money(form)
        if form.project["name"] and budget and executed is not None:
            key = form.sheet.source_id, project_name(form.project["name"]), budget, executed
            groups[key].append(form)
    for forms in groups.values():
        twice = len(forms) > 1
        zh = f"{len(forms)} 张表的项目名称、预算数和执行数都相同" if twice else "没有名称和金额都相同的另一张表"
        en = (
            f"{len(forms)} forms have this name and these amounts"
            if twice
            else "no other form has this name and amounts"
        )
        values = [entry(form.project, "name") for form in forms]
        yield forms[0], "", verdict(forms[0], Text("项目", "project"), twice, Text(zh, en), values)


@kind("title_of_another", on="projects")
def judge_title_of_another(rule: Rule, facts: Facts) -> Iterator[tuple[ProjectForm, str, Verdict]]:  # noqa: ARG001
    """The title of a form does not name another project of the disclosure, and not its own."""
    names = {project_name(form.project["name"]) for form in facts.projects if form.project["name"]}
    for form in facts.projects:
        title, own = project_name(form.project["title"] or ""), project_name(form.project["name"] or "")
        if not title or not own:
            continue
        named = max((name for name in names if len(name) >= _SHORTEST and name in title), key=len, default="")
        if not named:
            continue
        other = own not in title and named not in own and own not in named
        zh = f"表题“{form.project['title']}”" + (f"写的是另一个项目“{named}”" if other else "写的是本项目")
        en = f"its title “{form.project['title']}” " + (f"names another project, {named}" if other else "names it")
        yield form, "", verdict(form, Text("表题", "title"), other, Text(zh, en), (entry(form.project, "name"),))


def _money(form: ProjectForm) -> tuple[Decimal | None, Decimal | None]:
    if form.investment is not None:
        return amount(form, "investments", "", "plan"), amount(form, "investments", "", "invested")
    return amount(form, "funds", "total", "budget"), amount(form, "funds", "total", "executed")
