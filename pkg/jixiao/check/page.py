"""All rules as one page of documentation, made from the rule files alone."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.check.load import packaged_rules
from jixiao.check.printed import Rule
from jixiao.check.summary import documents, examples
from jixiao.rules import STATES

_HEAD = """# Rules

Made from the rule files in `pkg/jixiao/rules/`; do not edit. `python tools/docs/rules_page.py` writes it again,
`jixiao rules show ID` prints one rule with its formula. Basis: verified = read in the official text, practice = the
form's own layout says so, own = own reasoning. Severity is data (`rules/severity.yaml`) and can be set by the user.
"""


def rules_page() -> str:
    """The page in Markdown: a table of rules for each kind of document, then each kind of rule with its examples."""
    rules = packaged_rules()
    chapters = dict.fromkeys(documents(rule) for rule in rules)
    tables = [
        f"## {chapter}\n\n{_table([rule for rule in rules if documents(rule) == chapter])}\n" for chapter in chapters
    ]
    kinds = [_kind(kind, [rule.id for rule in rules if rule.kind == kind]) for kind in examples()]
    return "\n".join([_HEAD, *tables, "## Kinds of rule and what they say\n", *kinds])


def _table(rules: Sequence[Rule]) -> str:
    lines = ["| rule | severity | what it checks | kind | basis |", "|---|---|---|---|---|"]
    for rule in rules:
        basis = f"{rule.basis.title} ({rule.basis.status})"
        lines.append(
            f"| {rule.id} | {rule.severity} | {rule.title.zh}<br>{rule.title.en} | {rule.kind} | {_plain(basis)} |"
        )
    return "\n".join(lines)


def _kind(kind: str, ids: Sequence[str]) -> str:
    shown = examples()[kind]
    lines = [f"- {state}: {shown[state].zh}<br>{shown[state].en}" for state in STATES if state in shown]
    return "\n".join([f"### {kind}", "", ", ".join(ids), "", *lines, ""])


def _plain(text: str) -> str:
    return text.replace("|", "/")
