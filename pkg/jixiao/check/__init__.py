"""Check: the document's numbers against each other. The whole ledger is kept, not only the findings."""

from jixiao.check.ledger import check, ledgers
from jixiao.check.load import load_checks, packaged_rules
from jixiao.check.page import rules_page
from jixiao.check.summary import counts, explain, findings, rule_table

__all__ = [
    "check",
    "counts",
    "explain",
    "findings",
    "ledgers",
    "load_checks",
    "packaged_rules",
    "rule_table",
    "rules_page",
]
