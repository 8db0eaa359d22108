"""Project forms, payment tables and scorecards as sheets, each with what the text says about it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from jixiao.check import addresses
from jixiao.check.legible import at_common_step, merged, place, together, value
from jixiao.check.printed import Address, Block, PrintedSheet, PrintedValue, ProjectForm, Row
from jixiao.corrections import counted
from jixiao.names import project_name
from jixiao.rules import Text
from jixiao.values import plain_label, without_numbering

Rows = dict[str, list[Row]]
#: Address of a value, its row and the field that holds it, and its row label.
Entry = tuple[Address, Row, str, str]

#: Forms that print no budget execution: a claim in the text is never about them.
_NOT_ABOUT_EXECUTION = ("target_table", "payments", "scorecard")
#: A row of a list of self-evaluations is no form of its project: it has no indicators, and its form may stand beside it.
_LIST, _LISTED = "evaluation_list", "自评汇总表"
_NO_FORM = Text(
    "没有找到唯一同名的自评表，无法核对", "there is no form, or more than one, of this name; cannot be checked"
)
_TEXTS = ("goal", "result")
_PROJECT_CARD = "项目绩效评价评分表（第{page}页）"
_PARTS = ("funds", "investments", "indicators", "tasks", "payments")
_AMOUNTS = ("initial_budget", "budget", "executed")
#: A label of money that may hold that of the rows below it, and of money that is within that of a row above.
_GENERAL, _WITHIN = re.compile(r"(?:其[他它]|非财政)(?:资金|拨款|来源|收入|性)*"), "其中"


def form_sheets(rows: Mapping[str, list[dict[str, Any]]]) -> tuple[PrintedSheet, ...]:
    """Sheets of all forms: by project id, then one for each source's scorecard, then claims without a form."""
    grouped = {name: _grouped(rows[name], "project_id") for name in _PARTS}
    claims, lone = _claims_by_project(rows["claims"], rows["projects"], rows["funds"], rows["investments"])
    titles = {str(row["project_id"] or ""): row for row in rows["projects"]}
    ids = {**titles, **{key: None for group in grouped.values() for key in group}}
    sheets = [_project_sheet(key, titles.get(key), grouped, claims.get(key, [])) for key in sorted(ids)]
    for key, listed in sorted(_grouped(rows["scorecards"], "project_id").items()):
        cards = {key: listed} if key else _grouped(listed, "source_id")
        name = _PROJECT_CARD.format(page=listed[0]["page"]) if key else addresses.table_name("scorecards").zh
        sheets += [_sheet(f"scorecard-{card}", name, _scorecard(items)) for card, items in sorted(cards.items())]
    for name, listed in sorted(lone.items()):
        sheets.append(replace(_sheet(f"claim-{name}", name, _claims(listed)), note=_NO_FORM))
    return tuple(sheet for sheet in sheets if sheet.values)


def project_forms(
    rows: Mapping[str, list[dict[str, Any]]], sheets: Iterable[PrintedSheet], year: int | None
) -> list[ProjectForm]:
    """All project forms with their words, in the order of their ids; what stands in a list of them is none."""
    by_key = {sheet.key: sheet for sheet in sheets}
    grouped = {name: _grouped(rows[name], "project_id") for name in ("funds", "indicators", "investments")}
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows["projects"]:
        filled = {name for name in _TEXTS if row[name]}
        columns = {
            name for line in grouped["indicators"].get(str(row["project_id"]), ()) for name in line["cells"] or ()
        }
        printed[row["source_id"], row["form"] or ""] |= filled | columns
    forms = []
    for row in sorted(rows["projects"], key=lambda row: str(row["project_id"] or "")):
        if row["form"] == _LIST:
            continue
        key, kind = str(row["project_id"] or ""), row["form"] or ""
        sheet = by_key.get(key) or _sheet(key, _name(key, row), [])
        funds, indicators, investments = (tuple(group.get(key, ())) for group in grouped.values())
        prints = frozenset(printed[row["source_id"], kind])
        forms.append(ProjectForm(sheet, kind, year, row, funds, indicators, next(iter(investments), None), prints))
    return forms


def _project_sheet(
    key: str, project: Row | None, grouped: Mapping[str, Mapping[str, list[Row]]], claims: list[Row]
) -> PrintedSheet:
    funds = grouped["funds"].get(key, [])
    entries = [
        *_funds(funds),
        *_investments(grouped["investments"].get(key, [])),
        *_marks(project, funds, grouped["tasks"].get(key, []), grouped["indicators"].get(key, [])),
        *_tasks(grouped["tasks"].get(key, [])),
        *_payments(grouped["payments"].get(key, [])),
        *_claims(claims),
    ]
    return _sheet(key, _name(key, project), entries, _several(funds))


def _several(funds: Iterable[Row]) -> set[Address]:
    """The amounts of other money, and of districts, where several kinds of it stand beside each other (财政专户管理资金,
    单位资金, 其他资金; 省级补助, 市级资金)."""
    rows = list(funds)
    kinds = [fund for fund in ("other", "district") if _stand_beside([row for row in rows if row["fund"] == fund])]
    return {("funds", "", fund, measure) for fund in kinds for measure in _AMOUNTS}


def _stand_beside(funds: Iterable[Row]) -> bool:
    """True for several kinds of money, none of which is called a part (其中) of another or may hold one behind it."""
    cells = [(row.get("cells") or {}).get("fund") or {} for row in funds]
    labels = [plain_label(cell.get("printed") or "") for cell in cells]
    beside = len(labels) > 1 and len({*labels}) == len(labels) and all(labels)
    within = any(label.startswith(_WITHIN) for label in labels[1:])  # the first is part of the total
    general = any(_GENERAL.fullmatch(without_numbering(label)) for label in labels[:-1])
    return beside and not within and not general


def _name(key: str, project: Row | None) -> str:
    name = re.sub(r"\s+", "", str(project["name"] or project["title"] or key) if project else key)
    return f"{_LISTED} {name}" if project and project["form"] == _LIST else name


def _sheet(key: str, name: str, entries: Iterable[Entry], several: AbstractSet[Address] = frozenset()) -> PrintedSheet:
    addresses: list[Address] = []
    cells: list[PrintedValue] = []
    lines: dict[Block, dict[str, None]] = defaultdict(dict)
    items: dict[tuple[str, str], str] = {}
    for address, row, field, item in entries:
        cell = _cell(address, row, field, item)
        if cell is None:
            continue
        addresses.append(address)
        cells.append(cell)
        lines[address[0], ""][address[2]] = None
        items[address[0], address[2]] = item
    readings: dict[Address, list[PrintedValue]] = defaultdict(list)
    pairs = list(zip(addresses, cells, strict=True))
    for from_text in (False, True):  # the text rounds on its own
        chosen = [pair for pair in pairs if (pair[0][0] == "claims") == from_text]
        for (address, _), cell in zip(chosen, at_common_step(cell for _, cell in chosen), strict=True):
            readings[address].append(cell)
    rows = {block: tuple(keys) for block, keys in lines.items()}
    coded = {block: tuple(key for key in keys if key not in ("total", "")) for block, keys in rows.items()}
    source_id = str(cells[0].place["source_id"] or "") if cells else ""
    values = {a: together(v) if a in several else merged(v) for a, v in readings.items()}
    rates = {(*a[:3], "rate") for a in several}  # of several kinds together none prints the rate
    known = {a: v for a, v in values.items() if a not in rates or v.status != "ambiguous"}
    return PrintedSheet(key, name, source_id, known, rows, coded, items)


def _cell(address: Address, row: Row, field: str, item: str) -> PrintedValue | None:
    """One field of a row as a value; None where the form does not print it."""
    own = (row.get("cells") or {}).get(field)
    number = row.get(field)
    if own is None and number is None and "cells" in row:
        return None
    where = own if own is not None else row
    printed = counted(where)
    return value(address, printed, number, row.get("unit"), place(row["source_id"], where, printed), item)


def _funds(rows: Iterable[Row]) -> Iterator[Entry]:
    for row in rows:
        for measure in addresses.tables()["funds"]["measures"] if row["fund"] else ():
            yield ("funds", "", row["fund"] or "", measure), row, measure, ""


def _investments(rows: Iterable[Row]) -> Iterator[Entry]:
    for row in rows:
        for measure in addresses.tables()["investments"]["measures"]:
            yield ("investments", "", "", measure), row, measure, ""


def _marks(project: Row | None, funds: list[Row], tasks: list[Row], listed: list[Row]) -> Iterator[Entry]:
    """分值 and 得分 of a form's indicators, with those of its tasks, of 预算执行率 and the printed total."""
    if not any(_printed(row, measure) for row in listed for measure in ("weight", "score")):
        return
    for number, row in enumerate(listed):
        for measure in ("weight", "score"):
            yield ("indicators", "", _at(row, number), measure), row, measure, row["level3"] or ""
    whole = [row for row in funds if row["fund"] == "total"]
    for number, row in enumerate(tasks):
        for measure in ("weight", "score"):
            if any(_printed(fund, measure) for fund in whole):
                continue  # the row of the money is the total of the tasks
            yield ("indicators", "", f"task{_at(row, number)}", measure), row, measure, row["task"] or ""
    for row in funds:
        for measure in ("weight", "score") if row["fund"] == "total" else ():
            yield ("indicators", "", "fund", measure), row, measure, ""
    for measure in ("weight", "score") if project else ():
        yield ("indicators", "", "total", measure), project or {}, f"total_{measure}", ""


def _tasks(rows: Iterable[Row]) -> Iterator[Entry]:
    for number, row in enumerate(rows):
        for measure in addresses.tables()["tasks"]["measures"]:
            yield ("tasks", "", _at(row, number), measure), row, measure, row["task"] or ""


def _at(row: Row, number: int) -> str:
    """A row's place in its form; where the record lacks it, its number among the records."""
    return f"at{number:03d}" if row["position"] is None else f"{row['position']:03d}"


def _printed(row: Row, field: str) -> bool:
    cell = (row.get("cells") or {}).get(field) or {}
    return row.get(field) is not None or bool(counted(cell).strip())


def _payments(rows: Iterable[Row]) -> Iterator[Entry]:
    for number, row in enumerate(rows):
        key = "total" if row["is_total"] else _at(row, number)
        yield ("payments", "", key, "amount"), row, "amount", row["item"] or ""


def _scorecard(rows: Iterable[Row]) -> Iterator[Entry]:
    """Items of a scorecard under codes: 01 一级指标, 0101 二级指标, 010101 三级指标."""
    codes: dict[tuple[str, ...], str] = {}
    count: dict[str, int] = defaultdict(int)
    level1 = level2 = ""
    for row in sorted(rows, key=lambda r: r["position"] or 0):
        if row["is_total"]:
            for measure in ("weight", "score"):
                yield ("scorecards", "", "total", measure), row, measure, ""
            continue
        if row["level1"] and row["level1"] != level1:
            level1, level2 = row["level1"], ""
        level2 = row["level2"] or level2
        path: tuple[str, ...] = ()
        parent = ""
        for name, field in ((level1, "level1_weight"), (level2, "level2_weight")):
            path = (*path, name)
            if path not in codes:
                count[parent] += 1
                codes[path] = f"{parent}{count[parent]:02d}"
                yield ("scorecards", "", codes[path], "weight"), row, field, name
            parent = codes[path]
        count[parent] += 1
        code = f"{parent}{count[parent]:02d}"
        for measure in ("weight", "score"):
            yield ("scorecards", "", code, measure), row, measure, row["level3"] or ""


def _claims(rows: Iterable[Row]) -> Iterator[Entry]:
    for row in rows:
        yield ("claims", "", "", row["metric"]), row, "value", row["subject"] or ""


def _claims_by_project(
    claims: Iterable[Row], projects: Iterable[Row], funds: Iterable[Row], investments: Iterable[Row]
) -> tuple[Rows, Rows]:
    """Claims by the project they are about; and by their subject those that fit no form or several.

    A text calls a project by its name, or by unit and name. Several summaries or forms of one name are told apart by
    the money they print; where that does not tell, nothing is compared.
    """
    budgets = {(row["project_id"], row["budget"]) for row in funds if row["fund"] == "total"}
    budgets |= {(row["project_id"], row["plan"]) for row in investments}
    forms = _forms_by_name(projects)
    matched: dict[str, list[Row]] = defaultdict(list)
    lone: dict[str, list[Row]] = defaultdict(list)
    for subject, listed in _grouped(filter(_is_about_a_form, claims), "subject").items():
        summaries, keys = _summaries(listed), forms.get(project_name(subject), [])
        for number, told in enumerate(summaries, 1):
            money = [row["value"] for row in told if row["metric"] == "project_budget"]
            sure = len(keys) == len(summaries) == 1
            fits = keys if sure else [key for key in keys if any((key, value) in budgets for value in money)]
            target = matched[fits[0]] if len(fits) == 1 else lone[f"{subject} {number}" if number > 1 else subject]
            target.extend(told)
    return dict(matched), dict(lone)


def _forms_by_name(projects: Iterable[Row]) -> dict[str, list[str]]:
    """Keys of forms by name, and by unit and name."""
    found: dict[str, list[str]] = defaultdict(list)
    for project in sorted(projects, key=lambda row: row["form"] == _LIST):
        listed = project["form"] == _LIST and project_name(project["name"] or "") in found
        if project["name"] and project["form"] not in _NOT_ABOUT_EXECUTION and not listed:
            name, unit = project_name(project["name"]), project_name(project.get("implementing") or "")
            for called in dict.fromkeys((name, f"{unit}{name}")):
                found[called].append(str(project["project_id"] or ""))
    return found


def _is_about_a_form(claim: Row) -> bool:
    known = claim["metric"] in addresses.tables()["claims"]["measures"]
    return known and claim["relation"] in (None, "level", "share")


def _summaries(claims: Iterable[Row]) -> list[list[Row]]:
    """Claims of one name as summaries: another begins where a figure comes again with another value."""
    found: list[list[Row]] = []
    for claim in claims:
        known = {row["metric"]: row["value"] for row in found[-1]} if found else None
        if known is None or known.get(claim["metric"], claim["value"]) != claim["value"]:
            found.append([])
        found[-1].append(claim)
    return found


def _grouped(rows: Iterable[Row], field: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row[field] or "")].append(row)
    return dict(groups)
