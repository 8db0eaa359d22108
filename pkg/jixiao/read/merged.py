"""Which rows a label is merged over, and which columns a title: it stands in the middle of them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from jixiao.read.blocks import Block, Row

#: What it costs to leave a row without its label, in rows: less than a label half a row off its middle.
_UNLABELLED = 0.25
#: What it costs, in rows, to begin in the middle of a cell at the right that is merged too.
_TORN = 0.1
#: A label may stand so far from the middle of its rows, in rows.
_OFF = 1.0


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Neighbouring rows (or columns), first to last, and the number of the label over them; None for none."""

    first: int
    last: int
    label: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A cell: its rows and columns, first to last, and the block in it; None for a blank one."""

    rows: RowGroup
    columns: RowGroup
    block: Block | None


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of a part allow to a column of labels.

    ``begins``: where cells right of it begin; ``taken``: rows of a title that reaches over it from another column;
    ``single``: figures stand in one row each; ``is_table``: these are titles of a table, and each blank is a cell.
    """

    begins: AbstractSet[int]
    taken: AbstractSet[int] = frozenset()
    single: bool = False
    is_table: bool = False

    def let(self, begin: int, end: int) -> bool:
        """True where a label may stand over the rows from ``begin`` to before ``end``."""
        return self.taken.isdisjoint(range(begin, end))


def column_cells(column: Sequence[Block], rows: Sequence[Row], number: int) -> list[Held]:
    """The cells of a column whose blocks stand in one row each."""
    held = {index: block for index, row in enumerate(rows) for block in row if block in column}
    return [Held(RowGroup(row, row), RowGroup(number, number), held.get(row)) for row in range(len(rows))]


def label_cells(labels: Sequence[Block], edges: Sequence[float], number: int, rows: Rows) -> list[Held] | None:
    """The cells of a column of labels merged over rows; None where a label fits no rows."""
    alone = {n for n, label in enumerate(labels) if rows.single and label.is_figure}
    groups = _groups([label.middle for label in labels], edges, rows, alone)
    if groups is None:
        return None
    return [
        Held(group, RowGroup(number, number), None if group.label is None else labels[group.label])
        for group in _with_blanks(groups, rows.is_table)
    ]


def titles_over(cells: Sequence[Held], walls: Sequence[float], titles: int) -> list[Held]:
    """The same cells, with those of the first rows, ``titles`` of them, merged over the blank columns beside them.

    A column that a label of several rows takes is not free, nor what is blank below the last title of a column.
    """
    ends = {c.columns.first: c.rows.last for c in sorted(cells, key=lambda c: c.rows.last)
            if c.block is not None and c.rows.last < titles}  # fmt: skip
    single = {
        (c.rows.first, c.columns.first): c
        for c in cells
        if c.rows.first == c.rows.last <= ends.get(c.columns.first, titles)
    }
    merged = list(cells)
    for row in range(titles):
        for run in _runs([n for r, n in single if r == row]):
            above = [single[row, n] for n in run]
            told = [cell.block for cell in above if cell.block is not None]
            if not 0 < len(told) < len(run) or any(block.is_figure for block in told):
                continue
            groups = _groups([block.centre for block in told], walls[run[0] : run[-1] + 2], Rows(set(range(len(run)))))
            if groups is None or any(group.label is None for group in groups):
                continue
            merged = [cell for cell in merged if cell not in above]
            for group, block in zip(groups, told, strict=True):
                merged.append(Held(RowGroup(row, row), RowGroup(run[0] + group.first, run[0] + group.last), block))
    return merged


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _groups(
    middles: Sequence[float], edges: Sequence[float], rows: Rows, alone: AbstractSet[int] = frozenset()
) -> list[RowGroup] | None:
    """The rows of labels, in order: the groups of rows whose middles lie nearest to them.

    Rows may stay without a label: where the page before began them, or where a cell is blank. Labels that stand
    ``alone`` have one row.
    """
    count = len(edges) - 1
    pitch = (edges[-1] - edges[0]) / count
    if rows.is_table:  # rows of titles differ in height: what is much in a low one is much
        pitch = min(below - above for above, below in pairwise(edges))
    best: dict[tuple[int, int], tuple[float, list[RowGroup]]] = {(0, 0): (0.0, [])}
    for end in range(1, count + 1):
        for done in range(len(middles) + 1):
            ways = []
            for begin in range(end):
                torn = 0.0 if begin in rows.begins else _TORN * pitch
                cost, held = best.get((begin, done), (inf, []))
                if not held or held[-1].label is not None:
                    blank = _UNLABELLED * pitch * (end - begin) ** 0.5
                    ways.append((cost + blank + torn, [*held, RowGroup(begin, end - 1)]))
                if done and rows.let(begin, end) and (begin == end - 1 or done - 1 not in alone):
                    cost, held = best.get((begin, done - 1), (inf, []))
                    off = _off(middles[done - 1], edges[begin], edges[end], pitch)
                    ways.append((cost + off + torn, [*held, RowGroup(begin, end - 1, done - 1)]))
            best[end, done] = min(ways, key=lambda way: way[0])
    cost, found = best[count, len(middles)]
    return found if cost < inf else None


def _off(middle: float, first: float, last: float, pitch: float) -> float:
    """How far a label stands from the middle of its rows; infinite where it cannot be theirs."""
    off = abs((first + last) / 2 - middle)
    return off if off <= _OFF * pitch and first <= middle <= last else inf


def _with_blanks(groups: Sequence[RowGroup], is_table: bool) -> list[RowGroup]:
    """Blank rows as cells: each by itself in a table.

    Where every label stands in a row of its own it hangs from the top of the blank rows below it. In a column that
    is mostly filled each blank row is a cell; in others they are one, which the page before may have begun.
    """
    labelled = [group for group in groups if group.label is not None]
    mostly_filled = is_table or len(labelled) > (groups[-1].last + 1) / 2
    hangs = not mostly_filled and all(group.first == group.last for group in labelled)
    found: list[RowGroup] = []
    for group in groups:
        if group.label is None and hangs and found:
            found[-1] = replace(found[-1], last=group.last)
        elif group.label is None and mostly_filled:
            found += [RowGroup(row, row) for row in range(group.first, group.last + 1)]
        else:
            found.append(group)
    return found
