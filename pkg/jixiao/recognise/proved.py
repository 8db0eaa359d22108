"""What the words of a grid prove: the form that its title names, or the one that they are of by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from jixiao.families import ACCOUNTS
from jixiao.grids import Grid
from jixiao.recognise.performance.form_labels import key_of
from jixiao.recognise.performance.indicator_titles import is_header, titles_of
from jixiao.recognise.performance.target_lists import list_columns
from jixiao.recognise.tables.meaning import part_of
from jixiao.recognise.tables.titles import TableTitle
from jixiao.recognise.tables.vocabulary import column_words
from jixiao.rules import load_yaml, only
from jixiao.values import plain_label

#: Words of a grid that head columns, at least, where its title names a role.
_LEAST_HEADS = 2
#: Columns of indicators that prove a form, whatever else it prints.
_LEAST_COLUMNS = 3
#: What a title names: a whole department, or a project or money of one purpose.
_WHOLE, _PART = "整体", re.compile(r"项目|专项|资金|政策|转移支付")
#: Roles of tables of spending that a numbered list of payments (序号, 支出事项, 金额) is none of, whatever its title.
_SPENDING, _NUMBERED = ("expenditure", "projects"), "序号"
#: Monitoring during the year (绩效运行监控) has the columns of a self-evaluation, and is none.
_OTHER_PURPOSE = "监控"


@dataclass(frozen=True, slots=True)
class FormRule:
    """How one form is known."""

    form: str
    titles: tuple[str, ...]
    has: tuple[str, ...]
    opens: tuple[str, ...] = ()
    whole: str = ""
    part: str = ""

    def of(self, title: str) -> str:
        """The form that it is under a title: that of a whole department, of a project, or itself."""
        if _WHOLE in title:
            return self.whole or self.form
        return self.part if self.part and _PART.search(title) else self.form


@cache
def form_rules() -> dict[str, FormRule]:
    """All forms this package knows, by id. Raises RuleError for a fault in ``rules/forms.yaml``."""
    rules = {}
    for form, body in load_yaml("forms.yaml").items():
        body = only(body, ("titles", "has", "opens", "whole", "part"), f"forms.yaml {form}", ("titles", "has"))
        words = {key: tuple(plain_label(word) for word in body.get(key, ())) for key in ("titles", "has", "opens")}
        rules[form] = FormRule(form, **words, whole=body.get("whole", ""), part=body.get("part", ""))
    return rules


def proved(form: str, table: TableTitle | None, words: AbstractSet[str]) -> str:
    """The form that a title names, where the words of its grid prove it: the form itself, else a table of figures; "" for none."""
    rule = form_rules().get(form)
    if rule is not None:
        columns = {key for word in words if (key := key_of("roles", word))}
        evaluated = form.endswith("_evaluation")
        known = sum(1 for word in words if word in rule.has or (evaluated and _of_an_evaluation(word)))
        if known >= min(2, len(rule.has)) or len(columns) >= _LEAST_COLUMNS:
            return form if form != "project_target" or _of_a_project(words) else "target_table"
    named = table is not None and bool(table.role) and not (table.role in _SPENDING and _lists_payments(words))
    return ACCOUNTS if named and sum(1 for word in words if _heads_a_column(word)) >= _LEAST_HEADS else ""


def form_by_words(grid: Grid, title: str) -> str:
    """The form that a grid is whatever its title: targets, beside what was reached in a self-evaluation, below whose they
    are.

    "" for any other grid, among them lists of several projects and pages that go on with a form.
    """
    rows = grid.rows()
    head = [cell.text for row in takewhile(lambda cells: not is_header(cells), rows) for cell in row if cell.text]
    header = next((cells for cells in rows if is_header(cells)), ())
    fields = {key_of("fields", text) for text in head}
    judged = any(key_of("goals", text) or key_of("fund_columns", text) for text in head)
    columns = titles_of(header).keys()
    if _OTHER_PURPOSE in title or not judged or "target" not in columns:
        return ""
    if "actual" not in columns:
        levels = {"level1", "level2"} <= columns
        return "project_target" if levels and "name" in fields and not list_columns(grid)[0] else ""
    if _WHOLE in title or "name" not in fields:
        return "department_evaluation" if "implementing" in fields else ""
    return "self_evaluation"


def _of_an_evaluation(word: str) -> bool:
    """True for a label of the upper part of a self-evaluation, in whatever words."""
    return any(key_of(section, word) for section in ("fields", "fund_columns", "goals"))


def _of_a_project(words: Iterable[str]) -> bool:
    """True for words of a form that says of which project, money or goal its indicators are."""
    return any(key_of(section, word) for word in words for section in ("fields", "funds", "goals"))


def _lists_payments(words: AbstractSet[str]) -> bool:
    return _NUMBERED in words and {"item", "amount"} <= {key_of("payment_columns", word) for word in words}


def _heads_a_column(word: str) -> bool:
    part = part_of(word)
    kinds = column_words()
    return bool(part.measure or part.stage) or any(kinds.kind(name, word) for name in ("codes", "names", "lines"))
