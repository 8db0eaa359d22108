"""Where the codes, labels and figures of a table stand: its columns in blocks, one for each side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao.families import FINAL_ACCOUNTS, Role, required
from jixiao.grids import Cell, Grid
from jixiao.recognise.tables.columns import Header, Path, has_amount, is_number
from jixiao.recognise.tables.meaning import FUNDS, Meaning, meaning_of, parts_of
from jixiao.recognise.tables.vocabulary import column_words
from jixiao.values import plain_label

CODE_LEVELS = ("类", "款", "项")
#: The measure of a column of counts.
QUANTITY = "quantity"
#: More than this share of the filled cells of a column are amounts, and it is a column of figures.
_AMOUNTS = 0.5
_CODE = re.compile(r"[A-Z]?\d{2,9}")
_LABELS = ("code", "unit code", "name", "unit")
_SIDES = ("income", "expenditure", "expenditure_economic", "expenditure_government_economic")
_TWO_SIDED = ("summary", "fiscal_summary")
#: Final accounts of one fund: what its columns of the year and its carry-over are.
_OF_ONE_FUND = ("general_expenditure", "government_fund", "state_capital")
_BASIC = "basic_"
_OPENINGS = {"carried_over": "opening", "carried_forward": "closing"}


@dataclass(frozen=True, slots=True)
class TableSide:
    """One side of a table: the columns of its codes, labels, units, line numbers and figures.

    ``unit_codes`` are those of units beside codes of subjects: then the names are of both.
    """

    side: str
    codes: tuple[int, ...]
    unit_codes: tuple[int, ...]
    names: tuple[int, ...]
    units: tuple[int, ...]
    lines: tuple[int, ...]
    figures: Mapping[int, Meaning]


def blocks_of(role: Role, header: Header, grids: Sequence[Grid]) -> list[TableSide]:
    """Blocks of a table from the left: a new one begins with each label or code behind figures."""
    kinds = _with_names(list(_kinds(role, header, grids[0])), header, grids[0])
    starts = [i for i, kind in enumerate(kinds) if kind in _LABELS and _begins(kinds, i)]
    starts = starts or [0]
    spans = [range(start, end) for start, end in zip(starts, [*starts[1:], len(kinds)], strict=True)]
    if _has_sides(role, header, spans):
        spans = _within(spans, len(_side_names(role)))
    sides = _sides(role, header, spans)
    blocks = [_block(role, header, grids[0], kinds, span, side) for span, side in zip(spans, sides, strict=True)]
    return [_alone(block) for block in blocks] if len(blocks) > 1 and not any(sides) else blocks


def _with_names(kinds: list[str], header: Header, grid: Grid) -> list[str]:
    """Whatever their titles say, words that stand first are labels, and words before the figures where no others are."""
    before = kinds[: kinds.index("figure")] if "figure" in kinds else []
    filled = {cell.column for row in grid.rows()[header.rows :] for cell in row if cell.text.strip()}
    notes = [i for i, kind in enumerate(before) if kind == "note" and (i == 0 or i in filled)]
    first = notes[:1] if 0 in notes or not {"name", "unit"} & set(before) else []
    return ["name" if i in first else kind for i, kind in enumerate(kinds)]


def _alone(block: TableSide) -> TableSide:
    """One of several blocks side by side: a title over it (人员经费) is of its rows, and its only column is the total."""
    if len(block.figures) != 1:
        return block
    figures = {column: replace(meaning, measure="total") for column, meaning in block.figures.items()}
    return replace(block, figures=figures)


def _begins(kinds: Sequence[str], index: int) -> bool:
    """True for the first label of a block: before it stand figures (no mere counts), or nothing."""
    before = [kind for kind in kinds[:index] if kind not in ("line", "note")]
    return not before or before[-1] == "figure"


def _kinds(role: Role, header: Header, grid: Grid) -> Iterator[str]:
    """What each column holds, by its titles, and by its cells where these do not say."""
    words = column_words()
    head = grid.rows()[: header.rows + 1]  # the row of levels (类 款 项) may print the total
    levels = {cell.column for row in head for cell in row if plain_label(cell.text) in CODE_LEVELS}
    rows = grid.rows()[header.rows :]
    cells: dict[int, list[Cell]] = {}
    for cell in (cell for row in rows for cell in row if cell.text.strip()):
        cells.setdefault(cell.column, []).append(cell)
    for column, path in enumerate(header.paths):
        last = path[-1] if path else ""
        part = parts_of(path)[-1] if last else None
        if part and (part.measure or part.stage):
            yield "count" if part.measure == QUANTITY else "figure"
        elif column in levels or (last and words.kind("codes", last)):
            yield "unit code" if any(words.kind("unit_codes", title) for title in path) else "code"
        elif last and words.kind("lines", last):
            yield "line"
        elif last and words.kind("names", last) and not _amounts(cells.get(column, [])):
            yield "unit" if words.kind("units", last) else "name"
        elif last and words.kind("notes", last) and not _amounts(cells.get(column, [])):
            yield "note"
        else:
            yield _by_content(cells.get(column, []), last, two_sided=role.name in _TWO_SIDED)


def _by_content(cells: Sequence[Cell], title: str, *, two_sided: bool) -> str:
    """What a column holds whose title says nothing: words in a table of several sides are the labels of a side.

    One that is blank from its title on holds nothing, and begins no side.
    """
    if not cells and not title:
        return "note"
    if _amounts(cells):
        return "figure"
    if cells and all(_CODE.fullmatch(plain_label(cell.text)) for cell in cells):
        return "line" if title else "code"
    return "note" if title and not (two_sided and cells) else "name"


def _amounts(cells: Sequence[Cell]) -> bool:
    found = sum(1 for cell in cells if is_number(cell.text) and not _CODE.fullmatch(plain_label(cell.text)))
    return found > _AMOUNTS * len(cells) if cells else False


def _has_sides(role: Role, header: Header, spans: Sequence[range]) -> bool:
    """True for a table of income beside expenditure, by what it is or by its titles."""
    first, last = ("".join(title for i in spans[n] for title in header.paths[i][:1]) for n in (0, -1))
    two = "收入" in first and "收入" not in last and "支出" in last
    return len(spans) > 1 and (role.name in _TWO_SIDED or two)


def _within(spans: Sequence[range], most: int) -> list[range]:
    """As many spans as a table has sides, at most: walls of another table in the same grid cut its last side again."""
    last = spans[most - 1 :]
    return [*spans[: most - 1], range(last[0].start, last[-1].stop)] if last else list(spans)


def _sides(role: Role, header: Header, spans: Sequence[range]) -> list[str]:
    if not _has_sides(role, header, spans):
        return [""] * len(spans)
    found = [_side(["/".join(header.paths[i]) for i in span], order) for order, span in enumerate(spans)]
    return found if len(set(found)) == len(found) else ["income", *_side_names(role)[1 : len(spans)]]


def _side_names(role: Role) -> list[str]:
    return list(role.body.get("sides", _SIDES))


def _side(titles: Sequence[str], order: int) -> str:
    first = titles[0]
    if "经济" in first:
        return "expenditure_government_economic" if "政府" in first else "expenditure_economic"
    if "功能" in first:
        return "expenditure"
    joined = "".join(titles)
    if ("收入" in joined) != ("支出" in joined):
        return "income" if "收入" in joined else "expenditure"
    return "expenditure" if order else "income"


def _block(role: Role, header: Header, grid: Grid, kinds: Sequence[str], span: range, side: str) -> TableSide:
    def of(kind: str) -> tuple[int, ...]:
        return tuple(i for i in span if kinds[i] == kind)

    figures = _figures(role, header.paths, sorted((*of("figure"), *of("count"))), side)
    if any(meaning.measure is None for meaning in figures.values()) or not figures:
        figures = _by_order(role, header, grid, kinds, span, side) or figures
    codes, names = _of_one_classification(of("code") or of("unit code"), of("name"))
    unit_codes = of("unit code") if of("code") else ()
    return TableSide(side, codes, unit_codes, names, of("unit"), of("line"), figures)


def _of_one_classification(codes: tuple[int, ...], names: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Codes and names of the first of two classifications side by side (部门经济科目, 政府经济科目)."""
    first = next((name for name in names if codes and name > codes[0]), None)
    second = next((code for code in codes if first is not None and code > first), None)
    if second is None:
        return codes, names
    return tuple(i for i in codes if i < second), tuple(i for i in names if i < second)


def _figures(role: Role, paths: Sequence[Path], columns: Sequence[int], side: str) -> dict[int, Meaning]:
    """Column → meaning; of two columns that seem to mean the same only the first is understood."""
    found = {column: meaning_of(paths[column], role.name) for column in columns}
    if role.name in _OF_ONE_FUND:  # 收入 beside 支出: a title that says nothing more over a group of columns
        incomes = {
            column: replace(found[column], measure="income") for column in columns if paths[column][-1:] == ("收入",)
        }
        found |= incomes
    before: str | None = None
    for column, meaning in found.items():  # 一般公共预算 | 其中：财政拨款: a part of the first, not all fiscal money
        if meaning.measure == "fiscal" and before in FUNDS and paths[column][-1].startswith("其中"):
            found[column] = replace(meaning, measure=None)
        before = meaning.measure
    measures = {meaning.measure for meaning in found.values()}
    seen: set[Meaning] = set()
    for column, meaning in found.items():
        own = replace(meaning, measure=_named(meaning.measure, role, side, measures))
        found[column] = replace(own, measure=None) if own in seen else own
        seen.add(own)
    return found


def _named(measure: str | None, role: Role, side: str, others: set[str | None]) -> str | None:
    """The measure as this table calls it: 本年支出 is its total, or a part of a total that holds the carry-over."""
    if measure in ("this_year_income", "this_year_spending"):
        if role.name in _OF_ONE_FUND and measure == "this_year_income":
            return "income"
        return "this_year" if "total" in others else "total"
    if measure in _OPENINGS and role.name in _OF_ONE_FUND and role.family == FINAL_ACCOUNTS:
        return _OPENINGS[measure]
    if measure == "total" and role.name == "fiscal_summary" and side == "income":
        return "amount"
    if measure and measure not in role.measures:  # 人员经费 is of the basic expenditure, whether a title says so or not
        other = measure.removeprefix(_BASIC) if measure.startswith(_BASIC) else _BASIC + measure
        return other if other in role.measures else measure
    return measure


def _by_order(
    role: Role, header: Header, grid: Grid, kinds: Sequence[str], span: range, side: str
) -> dict[int, Meaning]:
    """Columns whose titles were torn, by official order, where there are as many; nothing where there are not."""
    measures = role.measures_of(side)
    known, short = list(measures), required(measures)
    if role.family != FINAL_ACCOUNTS:  # the only column of a side is its first measure, the total
        own = [i for i in span if kinds[i] == "figure"]
        return {own[0]: Meaning(known[0])} if side and len(own) == 1 else {}
    numbered = [i for i in header.numbered if i in span]
    if not numbered:
        numbered = sorted({c.column for c in grid.cells if c.column in span and has_amount([c])})
        numbered = [i for i in numbered if kinds[i] == "figure"]
    chosen = next((names for names in (known, short) if len(names) == len(numbered)), None)
    return {column: Meaning(name) for column, name in zip(numbered, chosen, strict=True)} if chosen else {}
