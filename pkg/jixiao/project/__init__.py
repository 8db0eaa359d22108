"""The way from files to a disclosure: reading by path, by manifest and from the store."""

from jixiao.corrections import load_corrections
from jixiao.judgement import load_reviews
from jixiao.project.panels import Panel
from jixiao.project.reading import read, together
from jixiao.project.reviews import lost_judgement, outcome_ids, reviewed
from jixiao.project.stored import contact, disclosure, evaluation, ledgers, load, panel, prepare
from jixiao.whereabouts import DATA, RAW, Workspace, discovered, source_name, workspace

__all__ = [
    "DATA",
    "RAW",
    "Panel",
    "Workspace",
    "contact",
    "disclosure",
    "discovered",
    "evaluation",
    "ledgers",
    "load",
    "load_corrections",
    "load_reviews",
    "lost_judgement",
    "outcome_ids",
    "panel",
    "prepare",
    "read",
    "reviewed",
    "source_name",
    "together",
    "workspace",
]
