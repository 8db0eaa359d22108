"""Kinds of rule about whose the documents are: what is not stated, a name that changed or is perhaps another's."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.check.facts import Facts
from jixiao.check.kinds import kind
from jixiao.check.legible import place
from jixiao.check.printed import PrintedValue, Row, Rule, State, ValueLabel, Verdict
from jixiao.check.text.statements import Statements
from jixiao.check.text.verdicts import Judged
from jixiao.names import NOT_STATED, kinship
from jixiao.rules import Text

_WHOSE = (Text("单位", "department"), Text("年度", "year"))


@kind("whose_stated", on="text")
def judge_whose(_: Rule, statements: Statements) -> Judged:
    """Every document says whose it is and of which year, in one way; what is not stated is asked for."""
    for row in statements.rows.get("documents", ()):
        name = str(row.get("title") or row.get("path") or "")
        lacking = [part for part, lacks in zip(_WHOSE, _not_stated(row), strict=True) if lacks]
        year, other = row["fiscal_year"], row.get("other_year")
        if lacking:
            zh, en = "、".join(part.zh for part in lacking), " and ".join(part.en for part in lacking)
            zh += "未载明，可在清单中列明，或用 --department、--fiscal-year 给出"
            en += " not stated: give it in the manifest, or with --department and --fiscal-year"
            state: State = "insufficient_data"
        elif other is not None:
            zh, en = f"按 {year} 年度读取，文中另载 {other} 年度", f"read as of {year}; it names {other} as well"
            state = "ambiguous"
        elif row.get("year_basis") == "sentences":
            zh = f"年度只见于正文语句，按 {year} 年度读取"
            en = f"only its sentences say a year; read as of {year}"
            state = "ambiguous"
        else:
            zh, en, state = "单位和年度已载明", "department and year are stated", "holds"
        yield str(row["source_id"]), Verdict(state, name, Text(f"{name}：{zh}。", f"{name}: {en}."))


def _not_stated(row: Row) -> tuple[bool, bool]:
    """Whether nobody says the department, and whether nobody says the year, of a document."""
    return row["department"] in (None, "", NOT_STATED), row["fiscal_year"] is None


@kind("department_name", on="department")
def judge_department_name(rule: Rule, facts: Facts) -> Iterator[tuple[str, Verdict]]:
    """A department has the name of the year before; one that seems to have changed is told, nothing more."""
    own, year = facts.department, facts.fiscal_year
    here = [row for row in facts.panel if row["department"] == own and row["fiscal_year"] == year]
    names_now = {row["department"] for row in facts.panel if row["fiscal_year"] == year}
    last = [row for row in facts.panel if year is not None and row["fiscal_year"] == year - 1]
    if not here or not last:
        text = Text(f"{rule.title.zh}：没有上一年度的材料。", f"{rule.title.en}: nothing of the year before is here.")
        yield "", Verdict("not_applicable", rule.title.zh, text)
        return
    if any(row["department"] == own for row in last):
        text = Text(f"{own}：与上一年度名称相同。", f"{own}: the name of the year before.")
        yield "", Verdict("holds", own, text, (_name(here[0]),))
        return
    gone = [row for row in last if row["department"] not in names_now]
    found = {row["department"]: row for row in gone if _is_key(row, here[0])}
    found = found or {row["department"]: row for row in gone if _is_spelling(row, here[0])}
    if len(found) == 1:
        (other,) = found.values()
        zh = f"上一年度的材料署名“{other['department']}”，两个年度按不同部门处理，没有互相比较"
        en = f"the year before is signed “{other['department']}”; the two years were taken as two departments and not compared"
        yield "", Verdict("broken", own, Text(f"{own}：{zh}。", f"{own}: {en}."), (_name(here[0]), _name(other)))
    else:
        text = Text(f"{own}：上一年度没有可以对应的名称。", f"{own}: no name of the year before answers to it.")
        yield "", Verdict("not_applicable", own, text, (_name(here[0]),))


@kind("department_in_doubt", on="department")
def judge_department_in_doubt(_: Rule, facts: Facts) -> Iterator[tuple[str, Verdict]]:
    """Documents of the year that are signed by perhaps the same department were not joined, and that is said."""
    own, year = facts.department, facts.fiscal_year
    here = {row["department"]: row for row in reversed(facts.panel) if row["fiscal_year"] == year}
    if own not in here:
        return
    found = [row for name, row in here.items() if name != own and kinship(own, name) != "different"]
    for row in found:
        other = row["department"]
        zh = f"本年度另有材料署名“{other}”，可能是同一部门，也可能不是，没有合在一起核对"
        en = f"other documents of the year are signed “{other}”, perhaps the same department; they were not joined"
        text = Text(f"{own}：{zh}。", f"{own}: {en}.")
        yield str(other), Verdict("ambiguous", own, text, (_name(here[own]), _name(row)))
    if sum(row["fiscal_year"] == year for row in facts.panel) < 2:
        text = Text(f"{own}：本年度没有其他材料。", f"{own}: there are no other documents of the year.")
        yield "", Verdict("not_applicable", own, text, (_name(here[own]),))
    elif not found:
        text = Text(f"{own}：没有可能属于同一部门的其他署名。", f"{own}: no other name is perhaps the same department.")
        yield "", Verdict("holds", own, text, (_name(here[own]),))


def _is_key(row: Row, other: Row) -> bool:
    """The manifest lists both under one key."""
    return bool(row["key"]) and row["key"] == other["key"]


def _is_spelling(row: Row, other: Row) -> bool:
    """Names that are or may be of one department; never of two regions."""
    if row["region"] and other["region"] and row["region"] != other["region"]:
        return False
    return kinship(str(row["department"] or ""), str(other["department"] or "")) == "same"


def _name(row: Row) -> PrintedValue:
    name = str(row["department"])
    label = ValueLabel(f"{row['fiscal_year']} 年度部门名称", f"name in {row['fiscal_year']}", "部门名称")
    return PrintedValue(label, "text", "figure", None, name, place(row["source_id"], {}, name))
