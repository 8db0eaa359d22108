"""Several figures that the text states under one name: parts of the figure of a table, or not told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.check.printed import PrintedValue, Verdict
from jixiao.check.text.statements import Statement
from jixiao.check.text.verdicts import statement_text, subject
from jixiao.figures import Figure, compare_sum
from jixiao.rules import Text


@dataclass(frozen=True, slots=True)
class Several:
    """Statements of one measure that differ from the one figure of the tables, each with another value."""

    statement: tuple[Statement, ...]
    table: PrintedValue

    @property
    def figures(self) -> list[Figure]:
        """The stated figures, each value once."""
        return list({s.value.figure.value: s.value.figure for s in self.statement if s.value.figure}.values())

    @property
    def are_parts(self) -> bool:
        """True where together they make the figure of the table."""
        if self.table.figure is None or len(self.figures) < 2:
            return False
        return compare_sum(self.table.figure, [(figure, 1) for figure in self.figures]).agreement != "broken"


def several(broken: Iterable[tuple[Statement, PrintedValue]]) -> dict[int, Several]:
    """Groups of two and more differing values of one measure, by the order of their statements."""
    groups: dict[tuple[str, ...], list[tuple[Statement, PrintedValue]]] = {}
    for statement, table in broken:
        groups.setdefault((*statement.about, statement.phase or "final", statement.family), []).append(
            (statement, table)
        )
    found = {}
    for listed in groups.values():
        group = Several(tuple(statement for statement, _ in listed), listed[0][1])
        if len(group.figures) > 1:
            found.update({statement.order: group for statement in group.statement})
    return found


def not_told_apart(statement: Statement, group: Several) -> Verdict:
    """What is said of one of several figures: it is a part of the table's, or which is meant is not certain."""
    values, count = (statement.value, group.table), len(group.figures)
    if group.are_parts:
        zh = f"文字中的 {count} 个数合计为{group.table.label.zh}的 {group.table.printed}，这是其中一部分"
        en = f"{count} figures of the text make {group.table.printed} of {group.table.label.en}; this is a part"
        return Verdict("not_applicable", subject(statement), statement_text(statement, zh, en), values)
    zh = f"文字中同一名称下有 {count} 个不同的数，都不是{group.table.label.zh}的 {group.table.printed}，不能确定哪一个指它"
    en = f"the text gives {count} figures of this name, none of them {group.table.printed} of {group.table.label.en}; which is meant is not certain"
    return Verdict("ambiguous", subject(statement), statement_text(statement, zh, en), values)


def stated_differently(listed: Sequence[Statement]) -> Verdict:
    """Three and more values of one name in the text: parts or units, perhaps; one outcome for all."""
    shown = list({statement.value.figure.value: statement for statement in listed if statement.value.figure}.values())
    first, printed = shown[0], "、".join(statement.value.printed for statement in shown)
    text = Text(
        f"{subject(first)}：文字中有 {len(shown)} 个不同的数（{printed}），可能分属不同对象，不能确定是否应当一致。",
        f"{first.value.label.en}: the text gives {len(shown)} figures ({printed}), perhaps of different things.",
    )
    return Verdict("ambiguous", subject(first), text, tuple(statement.value for statement in shown))
