"""Made-up documents of every layout, in every format, of whose printed numbers none may be lost; nor where what they are is not known."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from unittest.mock import patch

import pandas as pd

import jixiao
from holding import DOCUMENTS, as_document, text_of
from jixiao import families
from jixiao.families import ACCOUNTS
from jixiao.recognise import find, proved
from typeset.generate import generate
from typeset.generate.budget import document_of, make_budget
from typeset.generate.disclosure import KINDS
from typeset.generate.setting import PLACES
from typeset.generate.traits import FAMILIES
from typeset.generate.trial import TRUE_OF_MADE, unaccounted
from typeset.model import Document
from typeset.render.formats import FORMATS
from typeset.render.pdf import write_pdf


def _disclosure(family: str, kind: str, seed: int) -> Document:
    return generate(seed, family, kind).document


def _budget(place: str, seed: int) -> Document:
    return document_of(make_budget(seed, place))


def _held(name: str, _: int) -> Document:
    return as_document(text_of(name))


#: Name of a layout → the document of a seed.
LAYOUTS: dict[str, Callable[[int], Document]] = {
    **{f"{family} {kind}": partial(_disclosure, family, kind) for family, kind in product(FAMILIES, KINDS)},
    **{place: partial(_budget, place) for place in PLACES},
    **{name: partial(_held, name) for name in DOCUMENTS},
}
BORDERLESS = ".borderless.pdf"
#: Endings of the formats.
ENDINGS = (".pdf", *FORMATS)


def read_as(document: Document, ending: str) -> jixiao.Disclosure:
    """A document in one format, read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made{ending}"
        FORMATS.get(ending, write_pdf)(document, path)
        return jixiao.read(path)


def lost(seed: int, layout: str, ending: str) -> list[str]:
    """What is said of numbers that ended nowhere, in one document; empty where all are accounted for.

    Without rulings an amount that its narrow column sets on two lines is two texts, and not counted as it was made.
    """
    document = LAYOUTS[layout](seed)
    found = unaccounted(document, read_as(document, ending))
    return [line for line in found if ending != BORDERLESS or line.startswith("lost")]


#: Columns of records that other tables of a document may change.
_OF_OTHERS = ("department", "fiscal_year", "table_id", "project_id", "position")
#: Tables of records that forms and tables fill.
RECORDS = ("accounts", "projects", "funds", "indicators", "tasks", "payments", "investments", "scorecards")


def unlisted(seed: int, layout: str) -> dict[str, list[str]]:
    """Each role and form of a document → what goes wrong where its description is not there.

    Nothing may: its numbers are listed as unread with their page, none is lost or recorded as something else, and no
    check says anything new.
    """
    document = LAYOUTS[layout](seed)
    whole = read_as(document, ".html")
    tables = whole.tables["tables"]
    said = _said(whole)
    found = {}
    for column in ("role", "form"):
        for name in sorted(set(tables[column].dropna()) - {ACCOUNTS}):
            with _without(name):
                read = read_as(document, ".html")
                more = _said(read) - said
            pages = set(tables.loc[tables[column] == name, "page_first"])
            found[name] = [*_differences(whole, read, pages), *map(str, sorted(more))]
    return found


@contextmanager
def _without(name: str) -> Iterator[None]:
    """A role or form that no family and no list of forms describes."""
    roles = {key: role for key, role in families.roles().items() if role.name != name}
    rules = {form: rule for form, rule in proved.form_rules().items() if form != name}
    with (
        patch.object(families, "roles", lambda: roles),
        patch.object(proved, "form_rules", lambda: rules),
        patch.object(find, "form_rules", lambda: rules),
    ):
        _forget()
        yield
    _forget()


def _forget() -> None:
    families.roles_of.cache_clear()
    families.official.cache_clear()


def _said(read: jixiao.Disclosure) -> set[tuple[str, str, str]]:
    outcomes = jixiao.check(read)
    open_ones = outcomes[outcomes["state"].isin(("broken", "ambiguous")) & ~outcomes["rule"].isin(TRUE_OF_MADE)]
    return set(open_ones[["rule", "state", "message_zh"]].itertuples(index=False, name=None))


def _differences(whole: jixiao.Disclosure, read: jixiao.Disclosure, pages: set[int]) -> Iterator[str]:
    """What a reading has that the whole one has not, and where tables that begin on these pages are not listed."""
    before, (now,) = whole.documents.iloc[0], read.documents.to_dict("records")
    fewer = before["recorded_numbers"] - now["recorded_numbers"]
    if now["lost_numbers"] or now["unread_numbers"] - before["unread_numbers"] != fewer:
        yield f"{fewer} numbers are not recorded, {now['unread_numbers']} listed, {now['lost_numbers']} lost"
    for table in RECORDS:
        if more := _facts(read.tables[table]) - _facts(whole.tables[table]):
            yield f"{table}: {sum(more.values())} rows of another table"
    tables = read.tables["tables"]
    listed = tables[tables["status"] == "not_recognised"]
    for page in pages:
        if not ((listed["page_first"] <= page) & (page <= listed["page_last"])).any():
            yield f"no table is listed on page {page}"


def _facts(rows: pd.DataFrame) -> Counter[tuple[str, ...]]:
    """Rows by where they stand and what they say; not by the number of their table, nor whose document it is."""
    own = rows.drop(columns=[name for name in _OF_OTHERS if name in rows])
    return Counter(tuple(map(str, row)) for row in own.itertuples(index=False))
