"""Read, check and score the disclosures of Chinese government departments."""

from jixiao.check import check
from jixiao.project import Panel, disclosure, ledgers, load, panel, read, reviewed
from jixiao.score import score, score_projects
from jixiao.store import Disclosure

__all__ = [
    "Disclosure",
    "Panel",
    "check",
    "disclosure",
    "ledgers",
    "load",
    "panel",
    "read",
    "reviewed",
    "score",
    "score_projects",
]
