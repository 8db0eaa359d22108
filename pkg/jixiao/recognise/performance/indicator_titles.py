"""The titles over the columns of indicators (一级指标, 年度指标值 …), and the rows that end a list of indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile

from jixiao.figures import parse_number, value_of
from jixiao.grids import Cell, Grid
from jixiao.recognise.performance.form_labels import key_of
from jixiao.values import plain_label

#: The label beside all indicators.
HEADING = "绩效指标"
#: A second column of targets that says in words what those of the first are: 指标值内容 beside 指标值.
_IN_WORDS = "内容"
#: Before the name of a column: its cell in a row that adds up those above it.
SUBTOTAL = "subtotal "
#: Before a title over figures of indicators that is not understood: its cells are kept by it.
UNKNOWN = "column "
_LEVEL_TITLES = ("level1", "level2", "level3")
_OF_INDICATORS = {"sign", "target_unit", "weight", "actual"}


def role_of(text: str) -> str | None:
    """Which column a header cell heads; None where it is no header cell of indicators."""
    return key_of("roles", text)


def titles_of(cells: Sequence[Cell]) -> dict[str, Cell]:
    """The title of each column of indicators in a row of titles.

    The label beside all of them (绩效指标, 年度绩效指标完成情况) is none, nor is anything else left of the first level, or
    of the names in a flat list: there stand the project and its goal (当年绩效目标).
    """
    found = [(role, cell) for cell in cells if cell.text and (role := role_of(cell.text))]
    begin = next((cell.column for role, cell in found if role == "level1"), -1)
    third = [cell for role, cell in found if role == "level3" and cell.column > begin]
    named = [cell for cell in third if plain_label(cell.text) != HEADING] or third
    if begin < 0 and named and not any(role == "level2" for role, _ in found):
        begin = named[0].column
    passed = whole_term_columns(cells)
    found = [(role, cell) for role, cell in found if cell.column >= begin and cell.column not in passed]
    adjusted = _adjusted([cell for role, cell in found if role == "target"])
    found = [("adjusted" if cell is adjusted else role, cell) for role, cell in found]
    titles: dict[str, Cell] = {}
    for role, cell in found:
        if role == "target" in titles and plain_label(cell.text).endswith(_IN_WORDS):
            titles.setdefault("explanation", cell)
        elif role != "level3" or cell in named[:1]:
            titles.setdefault(role, cell)
    return titles


def _adjusted(targets: Sequence[Cell]) -> Cell | None:
    """The title of targets that were changed in the year (调整指标值, 调整后目标值), beside that of the first ones."""
    changed = [cell for cell in targets if key_of("adjusted", cell.text)]
    return changed[0] if 0 < len(changed) < len(targets) else None


def whole_term_columns(cells: Sequence[Cell]) -> set[int]:
    """Columns of targets for the whole term of a project (实施期指标值), where those of the year stand beside them."""
    targets = [cell for cell in cells if role_of(cell.text) == "target"]
    term = {cell.column for cell in targets if key_of("whole_term", cell.text)}
    return term if len(term) < len(targets) else set()


def is_header(cells: Sequence[Cell]) -> bool:
    """The row of column titles: 一级指标, 二级指标 …; in a flat list 指标名称, 指标值 and a column that only indicators have."""
    roles = titles_of(cells).keys()
    return {"level1", "level2"} <= roles or ({"level3", "target"} <= roles and bool(_OF_INDICATORS & roles))


def headed_rows(grid: Grid) -> Iterator[tuple[list[Cell], dict[str, Cell]]]:
    """Every row with the titles of indicators that it heads columns with; none for a row that is no header.

    A header over several rows heads its columns with the last of them: 指标性质, 指标值, 度量单位 below 年度指标值, and
    beside them what reaches down from the rows above (一级指标, 实际完成值).
    """
    for cells in grid.rows():
        row = min((cell.row for cell in cells), default=0)
        beside = [cell for cell in grid.cells if cell.row < row < cell.row + cell.row_span]
        standing = sorted((*cells, *beside), key=lambda cell: cell.column)
        reaching = any((role_of(cell.text) or "") in _LEVEL_TITLES for cell in beside)
        below = any(cell.text for cell in cells) and reaching and is_header(standing)
        yield cells, _all_titles(standing) if below or is_header(cells) else {}


def _all_titles(cells: Sequence[Cell]) -> dict[str, Cell]:
    """The titles of the columns of indicators, also of targets for the whole term and of what is not understood."""
    titles = titles_of(cells)
    passed = whole_term_columns(cells)
    first = min((cell.column for cell in titles.values()), default=0)
    beside = [cell for cell in cells if cell.text and cell.column > first and role_of(cell.text) is None]
    unknown = {f"{UNKNOWN}{plain_label(cell.text)}": cell for cell in beside}
    term = [("whole_term", cell) for cell in cells if cell.column in passed]
    return titles | unknown | dict(term[:1])


def end_row(cells: Sequence[Cell], titles: Mapping[str, Cell]) -> int | None:
    """The row at which the label beside a header (绩效指标) ends, and what it stands beside; None without one over rows."""
    first = min(cell.column for cell in titles.values())
    return max((c.row + c.row_span for c in cells if c.text and c.column < first and c.row_span > 1), default=None)


def is_of_whole_term(cells: Sequence[Cell], titles: Mapping[str, Cell]) -> bool | None:
    """Whether the label beside a header says that its indicators are of the whole term (长期绩效指标); None without label."""
    first = min(cell.column for cell in titles.values())
    labels = [cell.text for cell in cells if cell.text and cell.column < first]
    return any(key_of("whole_term", label) for label in labels) if labels else None


def ends_indicators(cells: Sequence[Cell]) -> bool:
    """The rows below the indicators: 说明, 总分, 合计, 评价等级."""
    return end_of(next((cell.text for cell in cells if cell.text), "")) is not None


def is_subtotal(filled: Sequence[Cell]) -> bool:
    """A row that adds up those above it (产出指标小计): its first or second filled cell says so."""
    return any(key_of("subtotals", cell.text) for cell in filled[:2])


def subtotals_of(fields: Mapping[str, Cell]) -> dict[str, Cell]:
    """The numbers in a row that adds up those above it: they are kept with the last of these, named for their columns."""
    return {f"{SUBTOTAL}{name}": cell for name, cell in fields.items() if value_of(parse_number, cell.text) is not None}


def is_ended(rows: Iterable[Sequence[Cell]]) -> bool:
    """True where the indicators of a form are followed by a row that ends them, so that none stands on a page not read."""
    below = dropwhile(lambda cells: not is_header(cells), rows)
    return any(ends_indicators(cells) for cells in below)


def end_of(text: str) -> str | None:
    """Which row below the indicators a label begins: remark, grand_total or grade; None for any other text."""
    return key_of("ends", plain_label(text).split(":")[0])
