"""How disclosures, ledgers and scores show themselves: HTML in a notebook, text in a terminal."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from jixiao.rules import SEVERITIES, STATES

_ROWS = 20
_TEXT_WIDTH = 24
_MESSAGES = ("message_zh", "message_en")
_ANNOUNCED = "announced"
#: JupyterLab sets cells to the right; words begin at the left. The pages of reports have styles of their own.
LEFT = (
    "<style>.jp-RenderedHTMLCommon :is(td, th):not(.number), .jp-RenderedHTMLCommon td p { text-align: left }</style>"
)
_NO_MATH = "tex2jax_ignore mathjax_ignore"  # a $ in a name is no formula


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: one line for each thing said, then tables; ``wide`` columns only where there is room."""

    lines: Sequence[str]
    tables: Sequence[pd.DataFrame]
    wide: Sequence[str] = ()


def disclosure_view(tables: Mapping[str, pd.DataFrame], counts: Mapping[str, int]) -> View:
    """Whose figures they are, the published files, and how much was read of each form and table."""
    documents = tables["documents"]
    subjects = documents[["department", "fiscal_year"]].drop_duplicates().astype(object)
    names = [" ".join(one_line(value) for value in row if not pd.isna(value)) for row in subjects.to_numpy()]
    reasons = ["unread"] if documents["unread"].notna().any() else []
    files = documents[["title", "format", "pages", "pages_unread", *reasons]]
    forms = forms_of(tables["tables"]).rename_axis("form")
    records = pd.DataFrame([(name, count) for name, count in counts.items() if count], columns=["table", "rows"])
    return View(_cut(names), (files, forms.reset_index(name="tables"), records))


def forms_of(tables: pd.DataFrame) -> pd.Series[int]:
    """How many tables are of each form, of none that is known, and only announced."""
    without = tables["status"].eq(_ANNOUNCED).map({True: "announced and not found"}).fillna("not recognised")
    return tables["form"].fillna(without).value_counts(sort=False)


def year_lines(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """A line for each source whose year is not stated, or is in doubt."""
    lines = []
    for row in tables["documents"].to_dict("records"):
        year = row["fiscal_year"]
        if pd.isna(year):
            lines.append("no year is stated: give it with --fiscal-year, or in the manifest")
        elif not pd.isna(row["other_year"]):
            lines.append(f"read as of {year} ({row['year_basis']}); it names {row['other_year']} as well")
        elif not pd.isna(row["year_basis"]) and row["year_basis"] == "sentences":
            lines.append(f"read as of {year}, which only its sentences say")
    return lines


def number_lines(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Where the printed numbers of each source ended, in a line, then a line for each table that was not read whole."""
    lines = []
    for row in tables["documents"].to_dict("records"):
        ends = [(row["recorded_numbers"], "in records"), (row["text_numbers"], "in sentences")]
        ends += [(row["unread_numbers"], "in tables not recognised"), (row["lost_numbers"], "lost")]
        counts = ", ".join(f"{count:,} {where}" for count, where in ends if not pd.isna(count) and count)
        if not pd.isna(row["printed_numbers"]):
            lines.append(f"{row['printed_numbers']:,} printed numbers: {counts or 'none'}")
    partly = tables["tables"][tables["tables"]["unread"].notna()]
    for row in partly.to_dict("records"):
        pages = f"p. {row['page_first']}" + (f"–{row['page_last']}" if row["page_last"] != row["page_first"] else "")
        lines.append(f"{pages} {one_line(row['title'])}: {row['status']}, {row['unread']}")
    return lines


def ledger_view(outcomes: pd.DataFrame) -> View:
    """How many outcomes are in each state, and the gravest of them, with what people say of them."""
    outcomes = outcomes.reset_index(drop=True)
    told = outcomes["state"].value_counts()
    counts = ", ".join(f"{told[state]} {state}" for state in STATES if state in told)
    order = pd.DataFrame(
        {"state": _place(outcomes["state"], STATES), "severity": _place(outcomes["severity"], SEVERITIES)}
    )
    rows = outcomes.loc[order.sort_values(["state", "severity"], kind="stable").index]
    pages = [", ".join(dict.fromkeys(str(p["page"]) for p in places if p.get("page"))) for places in rows["places"]]
    shown = pd.DataFrame(rows).assign(page=pages)
    judged = ["verdict", "note"] if outcomes["verdict"].notna().any() else []
    columns = ["state", "severity", *judged, "rule", "subject", "stated", "computed", "gap", "page", *_MESSAGES]
    return View([f"{len(outcomes)} outcomes: {counts or 'none'}"], (shown[columns],), _MESSAGES)


def scores_view(scores: pd.DataFrame) -> View:
    """Printed marks beside what the evidence supports, item by item, the totals first."""
    is_total = scores["item"] == "total"
    rows = pd.concat([scores[is_total], scores[~is_total]])
    supported = [_span(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)]
    shown = pd.DataFrame(rows).assign(supported=supported)
    columns = ["subject", "item", "title", "weight", "printed_score", "supported", "basis", "reading", *_MESSAGES]
    return View([f"{len(scores)} scores, {int(is_total.sum())} of them totals"], (shown[columns],), _MESSAGES)


def as_html(view: View) -> str:
    """The view for a notebook. All text is escaped: it comes from published files."""
    said = "".join(f'<p class="{_NO_MATH}"><strong>{html.escape(one_line(line))}</strong></p>' for line in view.lines)
    with pd.option_context("display.max_colwidth", None, "display.html.use_mathjax", False):
        tables = "".join(
            _plain(table.head(_ROWS)).to_html(index=False, na_rep="", border=0) + _more(table, "<p>{}</p>")
            for table in view.tables
        )
    return f"{LEFT}{said}{tables}"


def as_text(view: View) -> str:
    """The view for a terminal, Chinese characters counted as two columns."""
    parts = [*(one_line(line) for line in view.lines)]
    with pd.option_context("display.unicode.east_asian_width", True):
        for table in view.tables:
            narrow = _plain(table.head(_ROWS).drop(columns=list(view.wide))).apply(_left)
            parts += ["", narrow.to_string(index=False, na_rep="", justify="left") + _more(table, "\n{}")]
    return "\n".join(parts)


def one_line(value: object) -> str:
    """Text of a source on one line, without control or direction signs."""
    text = str(value)
    if text.isprintable() and "  " not in text:  # as nearly all are
        return text.strip()
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " for c in text)
    return re.sub(r"\s+", " ", kept).strip()


def width(text: str) -> int:
    """Columns that a text takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _place(column: pd.Series[str], order: Sequence[str]) -> pd.Series[int]:
    return column.map({name: number for number, name in enumerate(order)})


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    texts = [str(name) for name in table if table[name].dtype == "string"]
    return table.assign(**{name: table[name].fillna("").map(one_line).astype("string") for name in texts})


def _left(column: pd.Series) -> pd.Series:
    """Text cut and filled up to one width, so that it begins in one line; pandas sets everything right."""
    if column.dtype != "string":
        return column
    cut = [text if len(text) <= _TEXT_WIDTH else f"{text[: _TEXT_WIDTH - 1]}…" for text in column]
    widest = max(map(width, cut), default=0)
    return pd.Series([text + " " * (widest - width(text)) for text in cut], index=column.index, dtype="string")


def _span(low: float, high: float) -> str:
    return "" if pd.isna(low) or pd.isna(high) else f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _cut(lines: Sequence[str]) -> list[str]:
    return [*lines[:_ROWS], *([f"… and {len(lines) - _ROWS} more"] if len(lines) > _ROWS else [])]


def _more(table: pd.DataFrame, form: str) -> str:
    return form.format(f"… and {len(table) - _ROWS} more rows") if len(table) > _ROWS else ""
