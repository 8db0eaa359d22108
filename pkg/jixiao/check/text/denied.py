"""What the text says there is none of, and under which class it puts an item, against what the tables print."""

from __future__ import annotations

import re

from jixiao.check.kinds import kind
from jixiao.check.legible import place
from jixiao.check.printed import PrintedValue, Row, Rule, State, Verdict
from jixiao.check.text.measures import classes_of, measures, name_of
from jixiao.check.text.statements import Statements
from jixiao.check.text.verdicts import CANNOT_BOTH, Judged, key, label, statement_text, subject
from jixiao.corrections import counted
from jixiao.families import FINAL_ACCOUNTS
from jixiao.rules import Text

_NONE = ".none"
#: A denial of the whole: 没有政府性基金预算财政拨款支出, 未购置公务用车; not of a plan, which 未安排 is.
_WHOLE = re.compile(r"(?!.*安排).*(?:收入|支出|收支|购置公务用车)")
_YEAR = re.compile(r"20\d\d(?=年)")
#: What speaks of another figure than that of the year, of a part, or of why.
_OTHER = re.compile(r"年初|上年|去年|同期|结转|结余|下属|原因|因为|由于|境外|外宾|单位均?无|的(?:部门|单位)|其他|除")
#: The income that a denial may be of, where it names income alone.
_INCOME = re.compile(r"(?<!支)收入$")


@kind("text_denied", on="text")
def judge_denied(_: Rule, statements: Statements) -> Judged:
    """Of what the text of accounts says there is none the tables print no amount."""
    accounts = {row["source_id"] for row in statements.rows["documents"] if row["family"] == FINAL_ACCOUNTS}
    seen: set[str] = set()
    for row in statements.rows.get("claims", ()):
        metric = str(row["metric"]).removesuffix(_NONE)
        words, quote = counted(row), str(row["quote"] or "")
        of_money = metric != row["metric"] and metric in measures()  # titles of other tables end so, too
        if not of_money or row["source_id"] not in accounts or not _denies(words, quote, statements.year):
            continue
        named = f"{metric}.income" if _INCOME.search(words) else metric
        printed = statements.printed(named, "")
        if printed is None or printed.figure is None or named in seen:
            continue
        seen.add(named)
        yield named, _beside(row, words, named, printed)


def _denies(words: str, quote: str, year: str) -> bool:
    years = set(_YEAR.findall(quote))
    return bool(_WHOLE.fullmatch(words)) and not _OTHER.search(quote) and years <= {year}


def _beside(row: Row, words: str, metric: str, printed: PrintedValue) -> Verdict:
    name = name_of(metric)
    said = PrintedValue(label(name.zh, name.en), "text", "figure", None, words, place(row["source_id"], row, words))
    zh = f"文字写作“{words}”，{printed.label.zh}印有 {printed.printed}"
    en = f"the text has “{words}”, {printed.label.en} prints {printed.printed}"
    broken = printed.figure is not None and printed.figure.value != 0
    if broken:
        zh, en = f"{zh}。{CANNOT_BOTH.zh}", f"{en}. {CANNOT_BOTH.en}"
    state: State = "broken" if broken else "holds"
    text = Text(f"{name.zh}：{zh.rstrip('。')}。", f"{name.en}: {en.rstrip('.')}.")
    return Verdict(state, name.zh, text, (said, printed))


@kind("text_item_class", on="text")
def judge_item_class(_: Rule, statements: Statements) -> Judged:
    """A 款 stands in the text under the class that its rows in the table are of."""
    seen: set[str] = set()
    for statement in statements.made:
        path = statement.subject.split("/")
        if len(path) < 3 or statement.relation not in ("level", "share") or statement.subject in seen:
            continue
        seen.add(statement.subject)
        named, printed = classes_of(statements.accounts, statement.metric, path[0], path[1], statement.family)
        if not named or not printed:
            continue
        zh, en = f"“{path[1]}”属于“{path[0]}”", f"{path[1]} is of {path[0]}"
        if named not in printed:
            codes = "、".join(sorted(printed))
            zh = f"“{path[1]}”写在“{path[0]}”（{named}）下，表中它的编码属于 {codes} 类"
            en = f"{path[1]} stands under {path[0]} ({named}); in the table its code is of class {codes}"
        state: State = "holds" if named in printed else "broken"
        yield (
            f"{key(statement)}|class",
            Verdict(state, subject(statement), statement_text(statement, zh, en), (statement.value,)),
        )
