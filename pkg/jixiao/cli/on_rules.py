"""What is asked of rules, rubrics and forms."""

from __future__ import annotations

import argparse
from pathlib import Path

from jixiao.check import explain, rule_table
from jixiao.cli.exits import DONE
from jixiao.errors import RunError


def ask_rules(options: argparse.Namespace) -> int:
    """jixiao rules."""
    from jixiao.families import roles
    from jixiao.recognise.proved import form_rules
    from jixiao.score import load_rubric, rubric_names

    if options.action in ("show", "check") and not options.what:
        raise RunError(
            f"rules {options.action} needs a name", hint="jixiao rules show P-04, or jixiao rules check my.yaml"
        )
    if options.action == "show":
        print(explain(options.what))
    elif options.action == "check":
        rubric = load_rubric(Path(options.what))
        print(f"{rubric.id}: {len(rubric.items)} items, no fault")
    elif options.action == "forms":
        for form in form_rules().values():
            print(f"{form.form:24}{'、'.join(form.titles) or '(any title: by its columns)'}")
        for role in roles().values():
            print(f"{role.key:34}{role.body['zh']}")
    else:
        for rule in rule_table():
            print(f"{rule['id']:8}{rule['severity']:9}{rule['title_zh']}  {rule['title_en']}")
        print("rubrics: " + ", ".join(rubric_names()))
    return DONE
