"""What another year's or another department's document left in this one: headings, days of count, years evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from jixiao.check.kinds import kind
from jixiao.check.legible import place
from jixiao.check.printed import PrintedValue, Row, Rule, State, Verdict
from jixiao.check.text.statements import Statements
from jixiao.check.text.verdicts import Judged, key, label
from jixiao.families import BUDGET
from jixiao.names import kinship
from jixiao.rules import Text

_YEAR, _NAME = "heading.year", "heading.name"
_HEAD = Text("标题", "headings")
#: A budget is drawn up in the year before, from counts of that year or of the last that was closed.
_YEARS_BEFORE_A_BUDGET = 2
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_EVALUATED = "evaluated_year"
_DAY = "count_day"
_OF_THE_YEAR = (_DAY, _EVALUATED)
#: The end of a year; another day of the year after the accounts may be that on which they were written.
_YEAR_END = re.compile(r"年?[底末]$|年12月")
_YEAR_OF = re.compile(r"(20\d\d)")


@kind("heading_year", on="text")
def judge_heading_year(_: Rule, statements: Statements) -> Judged:
    """Headings and the lines above tables name the year of the document; one outcome for each other year."""
    for source, rows in _by_source(statements, _YEAR).items():
        own = sum(int(row["value"]) for row in rows if row["period"] == statements.year)
        others: dict[str, list[Row]] = {}
        for row in rows:
            if row["period"] != statements.year:
                others.setdefault(str(row["period"]), []).append(row)
        if own and not others:
            text = Text(
                f"标题所载年度都是 {statements.year} 年度。", f"all headings that name a year name {statements.year}."
            )
            yield source, Verdict("holds", _HEAD.zh, text)
        for year, listed in others.items():
            state = _state(own, listed)
            yield f"{source}|{year}", _differs(state, listed, _words_of_year(year, statements.year, listed))


@kind("heading_name", on="text")
def judge_heading_name(_: Rule, statements: Statements) -> Judged:
    """Headings and the lines above tables name the department; names that the document has elsewhere are its units' or former."""
    departments = {str(row["source_id"]): str(row["department"] or "") for row in statements.rows.get("documents", ())}
    for source, rows in _by_source(statements, _NAME).items():
        department = departments.get(source, "")
        own = [row for row in rows if _is_of(str(row["subject"]), department)]
        others = [row for row in rows if row not in own and not row["ambiguous"]]
        if not own:
            continue
        if not others:
            text = Text(f"标题所写的单位都是{department}。", f"all headings that name a department name {department}.")
            yield source, Verdict("holds", _HEAD.zh, text)
        for row in others:
            name = str(row["subject"])
            zh = f"标题写作“{name}”，本文件是{department}的，文中别处没有提到“{name}”"
            en = f"bears the name of {name}; the document is that of {department} and has the other name nowhere else"
            state = _state(sum(int(one["value"]) for one in own), [row])
            yield f"{source}|{name}", _differs(state, [row], Text(zh, en))


@kind("text_own_year", on="text")
def judge_own_year(_: Rule, statements: Statements) -> Judged:
    """Accounts count assets and staff at the end of their year and evaluate its projects; a budget counts before its year."""
    for statement in statements.made if statements.year else ():
        match = _YEAR_OF.match(statement.value.printed) if statement.metric in _OF_THE_YEAR else None
        if match is None:
            continue
        year, own = int(match[1]), int(statements.year)
        later = statement.metric == _DAY and not _YEAR_END.search(statement.value.printed)
        good = own - _YEARS_BEFORE_A_BUDGET <= year < own if statement.family == BUDGET else own <= year <= own + later
        beside = statement.quote.split(statement.value.printed, 1)
        if not good and statements.year in (beside[-1] if statement.metric == _DAY else "".join(beside)):
            continue  # the sentence tells of the year of the document too
        name, printed = statement.value.label, statement.value.printed
        zh, en = f"文字写作 {printed}，本文件是 {own} 年度的", f"the text has {printed}; the document is of {own}"
        if not good:
            zh, en = f"{zh}，两者不符", f"{en}, which it does not fit"
        state: State = "holds" if good else "broken"
        text = Text(f"{name.zh}：{zh}。", f"{name.en}: {en}.")
        yield key(statement), Verdict(state, name.zh, text, (statement.value,))


def _by_source(statements: Statements, metric: str) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in statements.rows.get("claims", ()):
        if row["metric"] == metric:
            found.setdefault(str(row["source_id"]), []).append(row)
    return found


def _state(own: int, others: Iterable[Row]) -> State:
    """A question where more headings differ than do not: they may be those of a second document in the file."""
    return "broken" if own >= sum(int(row["value"]) for row in others) else "ambiguous"


def _is_of(name: str, department: str) -> bool:
    """True for the department's name, a shorter form of it (发改委 of 发展和改革委员会), its own office or the government of its
    place, which may stand over all that it publishes."""
    place = _GOVERNMENT.sub("", name)
    if place != name and place in department:
        return True
    short, long = sorted((name, department), key=len)
    rest = iter(long)
    return kinship(name, department) != "different" or all(letter in rest for letter in short)


def _words_of_year(year: str, own: str, listed: Sequence[Row]) -> Text:
    count = sum(int(row["value"]) for row in listed)
    return Text(
        f"有 {count} 处标题写作 {year} 年，本文件是 {own} 年度的",
        f"{count} of them name {year}; the document is of {own}",
    )


def _differs(state: State, listed: Sequence[Row], words: Text) -> Verdict:
    head = label(_HEAD.zh, _HEAD.en)
    values = tuple(
        PrintedValue(head, "text", "figure", None, str(row["quote"]), place(row["source_id"], row, str(row["quote"])))
        for row in listed
    )
    shown = "、".join(f"“{value.printed}”" for value in values)
    doubt = Text("，需要核实", "; to be looked into") if state == "ambiguous" else Text("", "")
    zh = f"{_HEAD.zh}：{words.zh}（{shown}）{doubt.zh}。"
    return Verdict(state, _HEAD.zh, Text(zh, f"{_HEAD.en}: {words.en} ({shown}){doubt.en}."), values)
