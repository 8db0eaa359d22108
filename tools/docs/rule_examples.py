"""Write the examples of ``jixiao rules show`` from what the checks say: python tools/docs/rule_examples.py.

For each kind of rule the shortest sentence of each state that it reaches in the small documents of
``tests/check/every_rule.yaml``, as they stand and edited so that every rule fires.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd

from jixiao.check import packaged_rules
from jixiao.rules import STATES

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests"))

from firing import ledgers  # noqa: E402  tests are no installed package

FILE = ROOT / "pkg" / "jixiao" / "rules" / "examples.yaml"
HEAD = """# For each kind of rule, a sentence of each state that it reaches. Made by tools/docs/rule_examples.py of small documents
# that are made up: do not edit.
"""

Examples = dict[str, dict[str, dict[str, str]]]


def said() -> Examples:
    """Kind → state → the sentence in both languages."""
    kinds = {rule.id: rule.kind for rule in packaged_rules()}
    outcomes = pd.concat(list(ledgers()))
    outcomes = outcomes.assign(kind=outcomes["rule"].map(kinds), length=outcomes["message_zh"].str.len())
    shortest = outcomes.sort_values(["length", "message_zh"], kind="stable").drop_duplicates(["kind", "state"])
    found = {(row.kind, row.state): {"zh": row.message_zh, "en": row.message_en} for row in shortest.itertuples()}
    return {
        kind: {state: found[kind, state] for state in STATES if (kind, state) in found}
        for kind in dict.fromkeys(kinds.values())
    }


def written(examples: Examples) -> str:
    """The file: a line for each sentence pair."""
    lines = []
    for kind, states in examples.items():
        lines.append(f"{kind}:")
        lines += [
            f"  {state}: {{zh: {_quoted(text['zh'])}, en: {_quoted(text['en'])}}}" for state, text in states.items()
        ]
    return HEAD + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    FILE.write_text(written(said()), encoding="utf-8")
    print(FILE)
