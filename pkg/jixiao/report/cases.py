"""One finding as rows of a table: what it is about, what is published there, how far apart, where; the rest on request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from jixiao.corrections import counted
from jixiao.report import judged, where
from jixiao.report.marked_strips import slot
from jixiao.report.markup import (
    Cell,
    Piece,
    ReportColumn,
    ReportTable,
    bullets,
    definitions,
    details,
    escape,
    join,
    paragraph,
    tag,
)
from jixiao.report.markup import table as listed_table
from jixiao.report.phrases import (
    DASH,
    as_counted,
    exact_money,
    exact_points,
    exact_rate,
    is_missing,
    known,
    label,
    plain,
    say,
    short_points,
)
from jixiao.report.rulebook import rule_basis, rule_name
from jixiao.store import Disclosure

Outcome = pd.Series
#: What the sentence of an outcome about amounts says.
_MONEY = "万元"
_COLON = {"zh": "：", "en": ": "}
_STOP = {"zh": "。", "en": ". "}
#: What every sentence of the ledger adds: how much rounding could explain, and that both values cannot hold.
_ROUNDING = re.compile(r"（四舍五入最多可解释[^）]*）| \(rounding allows [^)]*\)")
_TAILS = re.compile(r"两个已公布的数值不能同时成立。|The published values cannot both hold\.")
_GAP = {"zh": re.compile(r"，相差 [^。；]*"), "en": re.compile(r", gap [^;]*?(?=\.(?:\s|$)|;)")}


def anchor_of(outcome: Outcome[Any]) -> str:
    """The anchor by which a finding is cited."""
    return f"finding-{plain(outcome['outcome_id'])}"


def about(outcome: Outcome[Any], lang: str) -> tuple[str, str]:
    """What a finding is about, and what is published there, without what every finding says."""
    message, subject = plain(outcome[f"message_{lang}"]), plain(outcome["subject"])
    head = f"{subject}{_COLON[lang]}"
    before, colon, rest = message.partition(_COLON[lang])
    if subject and message.startswith(head):
        told = subject, message.removeprefix(head)
    elif colon and rest:
        told = before, rest
    else:
        told = subject, message
    said = " ".join(_TAILS.sub("", _ROUNDING.sub("", told[1])).split())
    return told[0], said


def line(outcome: Outcome[Any], lang: str) -> str:
    """A finding in one line: its first sentence."""
    head, said = about(outcome, lang)
    first, stop, _ = said.partition(_STOP[lang])
    first += stop.strip()
    return first if first.startswith(head) else f"{head}{_COLON[lang]}{first}"


def size_of(outcome: Outcome[Any]) -> float:
    """How far apart the values are: the largest first; what has no size comes last."""
    return -1.0 if is_missing(outcome["gap"]) else abs(float(outcome["gap"]))


def case_table(d: Disclosure, rows: Sequence[Outcome[Any]], outcomes: pd.DataFrame, lang: str, name: str) -> Piece:
    """Findings of one kind, the largest difference first; each opens to its sentence, the source page and the rule."""
    sized = any(not is_missing(row["gap"]) for row in rows)
    graded = len({plain(row["severity"]) for row in rows}) > 1
    columns = [ReportColumn(label("subject", lang)), ReportColumn(label("published", lang), "long")]
    columns += [ReportColumn(label("gap", lang), "number")] if sized else []
    columns += [ReportColumn(label(f"{where.unit_of(d)}_short", lang), "number")]
    ordered = sorted(rows, key=lambda row: (-size_of(row), _first_page(row), plain(row["outcome_id"])))
    after = _following(outcomes, rows)
    bodies = [_case(d, row, after.get(row["outcome_id"], ()), lang, sized, graded) for row in ordered]
    heads = join((tag("th", c.title, scope="col", class_="" if c.kind == "text" else c.kind) for c in columns), "")
    body = join(bodies, "")
    html = (
        f'<div class="table cases" role="group" tabindex="0" aria-label="{escape(name)}">'
        f"<table><thead><tr>{heads.html}</tr></thead>{body.html}</table></div>"
    )
    return Piece(html, join(bodies).text)


def _following(outcomes: pd.DataFrame, rows: Iterable[Outcome[Any]]) -> dict[str, list[Outcome[Any]]]:
    """Outcomes that follow from each of these, by its id."""
    found: dict[str, list[Outcome[Any]]] = {}
    for _, row in outcomes[outcomes["cause"].isin([row["outcome_id"] for row in rows])].iterrows():
        found.setdefault(row["cause"], []).append(row)
    return found


def _case(
    d: Disclosure, row: Outcome[Any], after: Sequence[Outcome[Any]], lang: str, sized: bool, graded: bool
) -> Piece:
    head, said = about(row, lang)
    severity = known("severities", plain(row["severity"]), lang)
    badge = tag("span", severity, class_=f"severity {plain(row['severity'])}") if graded else Piece()
    if sized and not is_missing(row["gap"]):
        said = _GAP[lang].sub("", said, count=1)
    cells = [
        tag("td", join([badge, tag("span", head or DASH)], " ")),
        tag("td", join([paragraph(said), judged.review(row, lang)]), class_="long"),
        *([_number("gap", _gap(row, lang), lang)] if sized else []),
        _number(f"{where.unit_of(d)}_short", where.pages(d, row["places"], lang), lang),
    ]
    more = details(label("show_places", lang), _rest(d, row, after, lang))
    span = 4 if sized else 3
    html = (
        f'<tbody class="finding" id="{escape(anchor_of(row))}" data-severity="{escape(severity)}">'
        f'<tr>{join(cells, "").html}</tr><tr class="more"><td colspan="{span}">{more.html}</td></tr></tbody>'
    )
    texts = [f"{severity} | {head}{_COLON[lang]}{said}", judged.review(row, lang).text, more.text]
    return Piece(html, "\n".join(filter(None, texts)))


def _rest(d: Disclosure, row: Outcome[Any], after: Sequence[Outcome[Any]], lang: str) -> Piece:
    """The whole sentence, values, pictures and places of a finding, what follows from it (``after``), and its rule."""
    written = written_like(row)
    apart = exact_points if written is exact_rate else lambda value, lang: written(abs(float(value)), lang)
    numbers: list[tuple[str, Cell]] = [
        (label(key, lang), write(row[key], lang))
        for key, write in (("stated", written), ("computed", written), ("gap", apart), ("slack", apart))
        if not is_missing(row[key])
    ]
    anchor = anchor_of(row)
    link = Piece(f'<a href="#{escape(anchor)}">{escape(anchor)}</a>', anchor)
    named, basis = f"{label('rule', lang)} {rule_name(row['rule'], lang)}", rule_basis(row["rule"], lang)
    rule = tag("p", join([*(tag("span", text) for text in (named, basis) if text), link], " · "), class_="rule")
    follows = details(say("labels", "follows", lang, n=len(after)), bullets(line(other, lang) for other in after))
    message, subject = plain(row[f"message_{lang}"], lang), plain(row["subject"])
    named_there = Piece() if subject in message else paragraph(subject, "subject", "" if lang == "zh" else "zh-Hans")
    parts = [paragraph(message), named_there, definitions(numbers, "values"), slot(anchor)]
    return join([*parts, _places(d, row["places"], lang), follows, rule])


def _places(d: Disclosure, places: Sequence[Mapping[str, Any]], lang: str) -> Piece:
    """Where the figures of an outcome are printed; by page and cell a person can correct one."""
    columns = [ReportColumn(label(key, lang)) for key in ("what", "printed_text", "place")]
    rows: list[list[Cell]] = [
        [plain(p.get(f"what_{lang}")) or plain(p.get("what")), judged.printed(p, lang), _place(d, p, lang)]
        for p in places
    ]
    return listed_table(ReportTable(columns, rows))


def _place(d: Disclosure, place: Mapping[str, Any], lang: str) -> Cell:
    name, cell = where.in_words(d, place, lang), plain(place.get("cell"))
    return join([tag("span", name), tag("span", cell, class_="aside name")], " ") if cell else name


def _number(name: str, shown: Cell, lang: str) -> Piece:
    """A cell with the name of its column, which stands before it where the table becomes a list."""
    return tag("td", shown, **{"class_": "number", "data-name": label(name, lang)})


def _gap(row: Outcome[Any], lang: str) -> str:
    if is_missing(row["gap"]):
        return DASH
    written = written_like(row)
    return short_points(row["gap"], lang) if written is exact_rate else written(abs(float(row["gap"])), lang)


def _first_page(row: Outcome[Any]) -> int:
    return min((int(p["page"]) for p in row["places"] if not is_missing(p.get("page"))), default=0)


def written_like(outcome: Outcome[Any]) -> Callable[[Any, str], str]:
    """How the values of an outcome are written: as rates or money where its sentence or its first printed figure does."""
    first = next((plain(text) for place in outcome["places"] if (text := counted(place))), "")
    known_values = [outcome[key] for key in ("stated", "computed") if not is_missing(outcome[key])]
    said = any(f"{value * 100:,.2f}%" in plain(outcome["message_zh"]) for value in known_values)
    if said or first.endswith(("%", "％")):
        return exact_rate
    return exact_money if _MONEY in plain(outcome["message_zh"]) else as_counted
