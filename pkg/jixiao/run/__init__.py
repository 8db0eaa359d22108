"""Batches: one notebook per department, year and language, one HTML file for each, and lists of all of them."""

from jixiao.run.batch import make_reports
from jixiao.run.books import lay_out
from jixiao.run.discover import listed
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
    "folder",
    "lay_out",
    "listed",
    "make_reports",
    "plan",
    "recorded",
    "stored_beside",
    "why_due",
]
