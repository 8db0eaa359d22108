"""What people judged, in a report: verdicts on findings, findings set aside, corrections and the values that use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from jixiao import grades
from jixiao.corrections import counted, is_corrected
from jixiao.report.markup import Cell, Piece, ReportColumn, ReportTable, join, paragraph, table, tag
from jixiao.report.phrases import is_missing, known, label, plain, say
from jixiao.store import Disclosure

#: Checks that use one corrected value, before the rest is left out.
_USERS = 12


def corrections(d: Disclosure, outcomes: pd.DataFrame, lang: str) -> Piece:
    """Every correction that was applied: where, what is printed, what counts instead, why, and the checks that use it."""
    many = len(d.documents) > 1
    names = ("page_number", "cell", "printed_text", "corrected", "correction_reason")
    columns = [ReportColumn(label(key, lang)) for key in (*(["source"] if many else []), *names)]
    columns.append(ReportColumn(label("used_by", lang), "long"))
    users = users_of_corrections(outcomes)
    rows: list[Sequence[Cell]] = []
    for source, row in corrected_texts(d):
        texts = (plain(row[key], lang) for key in ("page", "cell", "printed", "corrected", "reason"))
        used = users.get((source, row["page"], row["cell"]), [])
        checks = join((tag("span", f"{rule} {known('states', state, lang)}") for rule, state in used[:_USERS]), " · ")
        more = tag("span", "…") if len(used) > _USERS else Piece()
        rows.append([*([source] if many else []), *texts, join([checks, more], " ")])
    lead = paragraph(say("lead", "corrections", lang), "lead") if rows else Piece()
    return lead + table(ReportTable(columns, rows, say("captions", "corrections", lang)))


def marked(value: Cell, is_corrected: bool, lang: str) -> Cell:
    """A value of a table; one that rests on a corrected text is linked to the corrections."""
    if not is_corrected:
        return value
    link = tag("a", label("corrected_mark", lang), href="#corrections", class_="correction")
    return join([value if isinstance(value, Piece) else tag("span", value), link], " ")


def printed(place: Mapping[str, Any], lang: str) -> Cell:
    """The text of a place as printed; where it was corrected, what counts instead, and why."""
    text = plain(place.get("printed"), lang)
    if is_missing(place.get("corrected")):
        return text
    told = {"corrected": plain(counted(place), lang), "reason": plain(place["correction_reason"])}
    note = tag("span", say("labels", "corrected_to", lang, **told), class_="correction")
    return join([tag("span", text), note], " ")


def review(outcome: pd.Series[Any], lang: str) -> Piece:
    """What a person says of an outcome; nothing where nobody did."""
    if is_missing(outcome["verdict"]):
        return Piece()
    verdict = say("labels", "verdict", lang, verdict=known("verdicts", plain(outcome["verdict"]), lang))
    note = plain(outcome["note"])
    return tag("p", join([tag("strong", verdict), *([tag("span", note)] if note else [])], " "), class_="review")


def tally(reviewed: Mapping[str, int], lang: str) -> str:
    """How many findings people reviewed, by verdict: confirmed 2, set aside as mistaken 1; "" for none."""
    listed = [f"{known('verdicts', name, lang)} {n}" for name, n in reviewed.items()]
    return label("list_comma", lang).join(listed)


def other_reviews(outcomes: pd.DataFrame, lang: str) -> Piece:
    """Verdicts on outcomes that are no finding of the report, so that no judgement is lost."""
    columns = [ReportColumn(label(key, lang)) for key in ("outcome", "state", "review", "note")]
    rows: list[list[Cell]] = [
        [
            tag("span", plain(row["outcome_id"])),
            known("states", plain(row["state"]), lang),
            known("verdicts", plain(row["verdict"]), lang),
            plain(row["note"]),
        ]
        for _, row in grades.reviewed_besides(outcomes).iterrows()
    ]
    return table(ReportTable(columns, rows, say("captions", "other_reviews", lang)))


def corrected_texts(d: Disclosure) -> list[tuple[str, dict[str, Any]]]:
    """What people corrected in the sources, each with its source_id: page, cell, printed, corrected, reason."""
    listed = zip(d.documents["source_id"], d.documents["corrections"], strict=True)
    return [(str(source), row) for source, rows in listed for row in rows]


def users_of_corrections(outcomes: pd.DataFrame) -> dict[tuple[str, int, str], list[tuple[str, str]]]:
    """Rule and state of the outcomes that use a corrected text, by its source_id, page and cell; each pair once."""
    users: dict[tuple[str, int, str], dict[tuple[str, str], None]] = {}
    for rule, state, places in zip(outcomes["rule"], outcomes["state"], outcomes["places"], strict=True):
        for place in places:
            if is_corrected(place):
                spot = str(place["source_id"]), int(place["page"]), str(place["cell"])
                users.setdefault(spot, {})[str(rule), str(state)] = None
    return {spot: list(pairs) for spot, pairs in users.items()}
