"""Batches: one notebook per department, year and language, one HTML file for each, and an index."""

from jixiao.run.batch import Result, Subject, make_reports

__all__ = ["Result", "Subject", "make_reports"]
