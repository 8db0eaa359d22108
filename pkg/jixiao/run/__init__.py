"""Batches: one notebook per department, year and language, one HTML file for each, and lists of all of them."""

from jixiao.run.batch import make_reports
from jixiao.run.discover import listed
from jixiao.run.guard import Limits
from jixiao.run.lists import differences
from jixiao.run.plan import plan, stored_beside
from jixiao.run.records import Result, Subject, chosen, recorded, why_due
from jixiao.run.ship import folder

__all__ = [
    "Limits",
    "Result",
    "Subject",
    "chosen",
    "differences",
    "folder",
    "listed",
    "make_reports",
    "plan",
    "recorded",
    "stored_beside",
    "why_due",
]
