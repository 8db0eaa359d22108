"""What the columns of a grid mean: the path of header cells above each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from jixiao.figures import BLANKS, as_figure, parse_number
from jixiao.grids import Cell, Grid, extent
from jixiao.recognise.tables.meaning import part_of
from jixiao.recognise.tables.titles import is_furniture, table_title
from jixiao.recognise.tables.vocabulary import column_words
from jixiao.values import plain_label

Path = tuple[str, ...]

#: Of the columns of a continuation, at least this share lies between the edges of the first page's columns.
_SAME_COLUMNS = 0.8
#: Rows of a rest of a table, at most; points by which the same wall may differ on two pages.
_FEW_ROWS, _NEAR = 2, 4.0
_STARS = re.compile(r"\*+")
#: So many numbers of columns are one row of them under any label, of which a table has so many columns at most.
#: One number less is enough behind what pictures are read as for two stars.
_LEAST_COUNTED, _LABELS, _STARS_READ = 4, 4, 2
#: The department, the unit, the number of a table or page: no titles of columns, though they stand in its first rows.
_PARTICULARS = re.compile(
    r"(?:编制|填报|编报|预算|公开)*(?:单位|部门)(?:名称)?(?:\(.{1,4}\))?:.*|(?:金额)?单位:.*|第\d+页.*"
    r"|(?:财决|财预|部门|单位|公开|预算|决算|附)*(?:表(?:\d+|[一二三四五六七八九十]+)(?:-\d+)*|\d+(?:-\d+)*表.*)|附件\d+"
)
#: A numbered line (一、…) is never a column title.
_NUMBERED_LINE = re.compile(r"[一二三四五六七八九十]+、")


@dataclass(frozen=True, slots=True)
class Header:
    """Header of a grid: how many rows it takes, and for each column its path of labels and its x range."""

    rows: int
    paths: tuple[Path, ...]
    ranges: tuple[tuple[float, float] | None, ...]
    #: Columns numbered in the 栏次 row: the amounts, in official order.
    numbered: tuple[int, ...]


def header_of(grid: Grid) -> Header:
    """The rows above the first figure, column by column; and titles that stand in the row of the first figure."""
    rows = grid.rows()
    count = next((index for index, row in enumerate(rows) if _is_data(row)), len(rows))
    numbered: tuple[int, ...] = ()
    labels: list[list[str]] = [[] for _ in range(grid.n_columns)]
    for row in rows[:count]:
        if is_numbering(row):
            numbered = tuple(cell.column for cell in row if plain_label(cell.text).isdigit())
            continue
        if _is_titled(row):
            continue
        for cell, wide in _spread(row, rows[:count], grid):
            for column in range(cell.column, cell.column + wide):
                if (label := plain_label(cell.text)) and not _PARTICULARS.fullmatch(label):
                    labels[column].append(label)
    for cell in _titles_among_figures(rows[count], labels) if count < len(rows) else ():
        labels[cell.column].append(plain_label(cell.text))
    return Header(count, tuple(tuple(path) for path in labels), column_ranges(grid), numbered)


def _is_titled(row: Sequence[Cell]) -> bool:
    """True for the title of the whole table, or a page number, alone in a row over its columns."""
    filled = [cell.text for cell in row if cell.text.strip()]
    return len(filled) == 1 and (table_title(filled[0]) is not None or is_furniture(filled[0]))


def _titles_among_figures(row: Sequence[Cell], labels: Sequence[Sequence[str]]) -> list[Cell]:
    """Titles of columns in a row of figures: 合计, 基本支出, 项目支出 below 本年支出, in one row with the total of the income.

    More than one, each below the title of a group: a single word there is what a row is called.
    """
    found = [
        cell
        for cell in row
        if labels[cell.column] and part_of(labels[cell.column][-1]).measure and part_of(cell.text).measure
    ]
    return found if len(found) > 1 else []


def column_ranges(grid: Grid) -> tuple[tuple[float, float] | None, ...]:
    """Left and right edge of each column, as in ``grids.extent``; None where every cell is a merged one."""
    edges: dict[int, tuple[float, float]] = {}
    for cell in grid.cells:
        if cell.column_span == 1:
            edges.setdefault(cell.column, extent(cell))
    return tuple(edges.get(column) for column in range(grid.n_columns))


def same_columns(header: Header, grid: Grid) -> dict[int, int]:
    """Columns of a continuation → columns of the header: by titles that it prints again, by position on the page, else by number."""
    if grid.n_columns == len(header.paths):
        return {column: column for column in range(grid.n_columns)}
    own = header_of(grid).paths
    known = {path: column for column, path in enumerate(header.paths) if path}
    titled = {column: known[path] for column, path in enumerate(own) if path in known}
    again = len(set(titled.values())) == len(titled) > len(known) / 2
    found = dict(titled) if again else {}
    taken = set(found.values())
    for column, edges in enumerate(column_ranges(grid)):
        # Where titles are printed again, a column with another one is none of the header's.
        if edges is None or column in found or (again and own[column]):
            continue
        middle = (edges[0] + edges[1]) / 2
        fits = [
            i
            for i, known_edges in enumerate(header.ranges)
            if known_edges and known_edges[0] <= middle <= known_edges[1]
        ]
        if fits and fits[0] not in taken:
            found[column] = fits[0]
    return found


def same_table(first: Grid, grid: Grid) -> bool:
    """True where a grid has the columns of the first one: as many, or nearly all of its own between the same edges."""
    if grid.n_columns == first.n_columns:
        return True
    known = [edges for edges in column_ranges(first) if edges]
    own = [edges for edges in column_ranges(grid) if edges]
    fits = sum(1 for left, right in own if any(a <= (left + right) / 2 <= b for a, b in known))
    alike = fits >= _SAME_COLUMNS * len(own) and abs(len(own) - len(known)) <= len(known) / 2
    rest = grid.n_rows <= _FEW_ROWS and _same_edges(first, grid)  # a last row of totals has columns of its own
    return bool(own) and first.ruled and (alike or rest)


def _same_edges(first: Grid, grid: Grid) -> bool:
    one, other = first.box, grid.box
    return bool(one and other) and all(abs(one[i] - other[i]) <= _NEAR for i in (0, 2))  # type: ignore[index]


def has_amount(cells: Iterable[Cell]) -> bool:
    """True where some cell is a number."""
    return any(is_number(cell.text) for cell in cells)


def first_row(grid: Grid, first: Grid, header: Header) -> int:
    """Where the rows of a grid begin: behind its header, or behind as much of it as a continuation repeats."""
    if grid is first:
        return header.rows
    own = header_of(grid)
    repeated = repeated_rows(grid, first.rows()[: header.rows])
    if repeated or not set(own.paths) & set(header.paths) - {()}:
        return repeated
    return own.rows


def repeated_rows(grid: Grid, header: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the head of a continuation say the same as rows of the header, in their order, or name the columns
    of labels in other words, or number the columns: a page may end between header and 栏次."""
    known = [[plain_label(cell.text) for cell in row if cell.text] for row in header]
    count = 0
    for row in grid.rows():
        texts = [plain_label(cell.text) for cell in row if cell.text]
        if texts in known and texts:
            known = known[known.index(texts) + 1 :]
        elif not (is_numbering(row) or _names_labels(texts)):
            break
        count += 1
    return count


def _names_labels(texts: Sequence[str]) -> bool:
    """True for 科目代码 beside 科目名称 and nothing else."""
    words = column_words()
    return bool(texts) and all(words.kind("codes", text) or words.kind("names", text) for text in texts)


def _is_data(row: Sequence[Cell]) -> bool:
    """A row of figures, or one that would be if its figures were not blank: a numbered line, or 合计 alone."""
    if is_numbering(row):
        return False
    labels = [label for cell in row if (label := plain_label(cell.text)) not in BLANKS]
    alone = [label for label in labels if label not in ("类", "款", "项")] == ["合计"]
    dashes = not labels and any(cell.text for cell in row)
    return has_amount(row) or alone or dashes or any(_NUMBERED_LINE.match(label) for label in labels)


def is_number(text: str) -> bool:
    """True for a text that is one number and not blank."""
    return as_figure(parse_number, text) is not None


def is_numbering(row: Sequence[Cell]) -> bool:
    """The row 栏次 1 2 3 … or ** 1 2 3 … that numbers the columns; whatever its label, where they count up column by column."""
    texts = [label for cell in row if (label := plain_label(cell.text))]
    numbers = [int(text) for text in texts if text.isdigit()]
    if any(text.startswith("栏次") for text in texts):
        return bool(numbers)
    least = 1 if any(_STARS.fullmatch(cell.text.strip()) for cell in row) else 3
    in_order = len(numbers) >= least and numbers == list(range(1, len(numbers) + 1)) and len(numbers) == len(texts)
    return in_order or _counts_up(row)


def _counts_up(row: Sequence[Cell]) -> bool:
    """True where 1 2 3 4 … stand in columns beside each other, one of them perhaps not read, behind a label without digits."""
    counted = [(cell.column, int(text)) for cell in row if (text := plain_label(cell.text)).isdigit()]
    others = [text for cell in row if not (text := plain_label(cell.text)).isdigit()]
    least = _LEAST_COUNTED - (len("".join(others)) <= _STARS_READ and "计" not in "".join(others))
    if len(counted) < least or counted[0][1] != 1 or any(char.isdigit() for text in others for char in text):
        return False
    return len({number - column for column, number in counted}) == 1 and sum(map(bool, others)) <= _LABELS


def _spread(row: Sequence[Cell], header: Sequence[Sequence[Cell]], grid: Grid) -> list[tuple[Cell, int]]:
    """Header cells with the columns they cover: as ruled, or over the blanks that conversion left behind.

    In a header row of text a blank is the rest of a merged cell where a lower header row has a label to go under it,
    and no higher one begins another group there.
    """
    if grid.ruled:
        return [(cell, cell.column_span) for cell in row]
    at = next((index for index, other in enumerate(header) if other is row), 0)
    below = {cell.column for lower in header[at + 1 :] for cell in lower if cell.text and not is_numbering(lower)}
    groups = {cell.column for higher in header[:at] for cell in higher if cell.text}
    spread = []
    filled = [cell for cell in row if cell.text]
    for cell, following in zip_longest(filled, filled[1:]):
        end = following.column if following else grid.n_columns
        wide = 1
        while cell.column + wide < end and cell.column + wide in below - groups:
            wide += 1
        spread.append((cell, wide))
    return spread
