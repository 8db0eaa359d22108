"""How open a disclosure is (公开程度): what the rules on disclosure ask for, as far as reading and checks show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from jixiao.errors import RuleError
from jixiao.families import SOURCES, role_of
from jixiao.rules import load_yaml
from jixiao.score.shares import Share, load, marked, of, summed
from jixiao.store import Disclosure, frame, sound

FILE = "transparency.yaml"
_EVIDENCE = ("tables", "chapters", "rules", "forms", "texts")
_HELD = ("holds", "holds_within_rounding")
_JUDGED = (*_HELD, "broken")
#: How files are printed rather than drawn; OCR reads a picture.
_OCR = "ocr"
#: A name in Chinese and English.
Words = tuple[str, str]


def transparency(d: Disclosure, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Marks for openness, item by item and in total, for each department and year (columns of table ``scores``).

    ``outcomes`` is the ledger of the same disclosure or panel. ``low`` and ``high`` are bounds: what was not read, and what
    no check could judge, may be there or not. ``reading`` says where the text that an item rests on was not verified.
    Nothing is said of a year of which neither budget nor accounts are at hand.
    """
    d, rows = sound(d), []
    for (department, year), documents in d.documents.groupby(["department", "fiscal_year"], sort=True):
        if not documents["family"].isin(SOURCES).any():
            continue
        own = {name: of(table, department, year) for name, table in d.tables.items()}
        ledger = of(outcomes, department, year)
        common = {"department": department, "fiscal_year": year, "rubric": rubric()["id"]}
        items = [item for item in rubric()["items"] if item.get("family") in (None, *documents["family"].dropna())]
        scored = [marked(item, _share(item, own, ledger)) for item in items]
        rows += [{**common, **row} for row in (*scored, summed(rubric(), scored))]
    return frame("scores", rows)


@cache
def rubric() -> Mapping[str, Any]:
    """The rubric. Raises RuleError for a fault in ``rules/transparency.yaml``."""
    body = load(FILE, _EVIDENCE)
    for item in body["items"]:
        for name in item.get("tables", ()):
            if role_of(item.get("family"), name) is None:
                raise RuleError(f"unknown role: {name}", where=f"{FILE} {item['id']}")
    return body


def _share(item: Mapping[str, Any], own: Mapping[str, pd.DataFrame], ledger: pd.DataFrame) -> Share:
    whole = bool((own["documents"]["pages_unread"].fillna(0) == 0).all())
    if "tables" in item:
        there = own["tables"]
        found = set(there.loc[there["family"] == item["family"], "role"].dropna())
        return _listed({name: _table(item["family"], name) for name in item["tables"]}, found, whole)
    if "chapters" in item:
        documents = own["documents"]
        sources = documents.loc[documents["family"] == item["family"], "source_id"]
        said = own["claims"].loc[own["claims"]["source_id"].isin(sources), "metric"]
        return _listed(
            {name: _chapter(name) for name in item["chapters"]}, set(said.str.removeprefix("section.")), whole
        )
    if "rules" in item:
        return _held(Counter(ledger.loc[ledger["rule"].isin(item["rules"]), "state"]))
    if "forms" in item:
        return _published(int(own["projects"]["form"].isin(item["forms"]).sum()))
    return _readable(own["documents"], own["tables"])


def _table(family: str, name: str) -> Words:
    role = role_of(family, name)
    return (str(role.body["zh"]), str(role.body["en"])) if role else (name, name)


def _chapter(name: str) -> Words:
    body = load_yaml("statements.yaml")[f"section.{name}"]
    return body["zh"], body["en"]


def _listed(wanted: Mapping[str, Words], found: set[str], whole: bool) -> Share:
    """What is there of a list; what is lacking is named, and may stand where nothing was read."""
    lacking = [words for name, words in wanted.items() if name not in found]
    share = 1 - len(lacking) / len(wanted)
    zh, en = f"{len(wanted)} 项中有 {len(wanted) - len(lacking)} 项", f"{len(wanted) - len(lacking)} of {len(wanted)}"
    if lacking:
        zh += f"，没有读到{'、'.join(words[0] for words in lacking)}"
        en += f"; not read: {', '.join(words[1] for words in lacking)}"
    if not whole:
        zh, en = f"{zh}；有页面未读", f"{en}; some pages were not read"
    return share, share if whole or not lacking else 1.0, f"{zh}。", f"{en}."


def _published(forms: int) -> Share:
    """Forms that are at hand; where there are none they may be published elsewhere."""
    if forms:
        return 1.0, 1.0, f"有 {forms} 张。", f"{forms} at hand."
    return 0.0, 1.0, "所给文件中没有，可能另行公布。", "none in the documents at hand; they may be published elsewhere."


def _held(states: Counter[str]) -> Share:
    """Checks that hold among those that were judged; one in doubt may hold or not."""
    judged, held = sum(states[s] for s in _JUDGED), sum(states[s] for s in _HELD)
    doubtful = states["ambiguous"] + states["insufficient_data"]
    if not judged:
        return 0.0, 1.0, "没有可以核对的内容。", "nothing could be checked."
    low, high = held / (judged + doubtful), (held + doubtful) / (judged + doubtful)
    return low, high, f"{judged} 项核对中 {held} 项相符。", f"{held} of {judged} checks hold."


def _readable(documents: pd.DataFrame, tables: pd.DataFrame) -> Share:
    """Pages of documents that are text; a page that was not read shows nothing of itself."""
    scanned = set(tables.loc[tables["method"].str.contains(_OCR, na=False), "source_id"])
    pages = documents["pages"].fillna(1).clip(lower=1)
    unread = documents["pages_unread"].fillna(0)
    text = (pages - unread).where(~documents["source_id"].isin(scanned), 0)
    low, high = float(text.sum() / pages.sum()), float((text + unread).sum() / pages.sum())
    return low, high, f"{low:.0%} 的页面有文字层。", f"{low:.0%} of the pages are text."
