"""Pictures of the source beside each finding, put in when a report is written: notebooks stay small without them."""

from __future__ import annotations

from jixiao import grades
from jixiao.project import Workspace
from jixiao.read.cutting import cut
from jixiao.report import marked_strips
from jixiao.report.cases import anchor_of
from jixiao.report.markup import Piece, join
from jixiao.report.where import place_name
from jixiao.run.index import Tables
from jixiao.run.records import Subject
from jixiao.store import RECORD_TABLES, Disclosure


def illustrate(text: str, tables: Tables, place: Workspace, subject: Subject, lang: str) -> str:
    """The page of one department and year, with the marked strips of its PDF sources in the slots of its findings."""
    d = Disclosure({name: tables[name] for name in RECORD_TABLES})
    rows = [row for _, row in grades.findings(tables["outcomes"]).iterrows()]
    strips = {marked_strips.slot(anchor_of(row)).html: list(marked_strips.strips(row["places"])) for row in rows}
    sources = place.pdfs(subject.key, subject.fiscal_year) if any(strips.values()) else {}
    for empty, listed in strips.items():
        made = []
        for places, top, bottom in listed:
            if path := sources.get(places[0]["source_id"]):
                image, box = cut(path, int(places[0]["page"]), top, bottom)
                made.append(marked_strips.cutting(image, box, places, place_name(d, places[0], lang), lang))
        text = text.replace(empty, _filled(empty, join(made)))
    return text


def _filled(empty: str, pictures: Piece) -> str:
    return empty.replace("></div>", f">{pictures.html}</div>") if pictures else ""
