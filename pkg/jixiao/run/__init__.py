"""Batches: one notebook per department, year and language, one HTML file for each, and lists of all of them."""

from jixiao.run.batch import make_reports
from jixiao.run.books import lay_out
from jixiao.run.discover import listed
from jixiao.run.drafting import draft_manifest, lay_project
from jixiao.run.fetching import fetch
from jixiao.run.guard import START, Limits
from jixiao.run.lists import differences
from jixiao.run.plan import plan, stored_beside
from jixiao.run.records import Result, Subject, chosen, recorded, why_due
from jixiao.run.ship import folder

__all__ = [
    "START",
    "Limits",
    "Result",
    "Subject",
    "chosen",
    "differences",
    "draft_manifest",
    "fetch",
    "folder",
    "lay_out",
    "lay_project",
    "listed",
    "make_reports",
    "plan",
    "recorded",
    "stored_beside",
    "why_due",
]
