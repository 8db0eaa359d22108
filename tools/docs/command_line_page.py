"""Write docs/command-line.md, every command with its options, from the parser: python tools/docs/command_line_page.py."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from jixiao.cli.parser import make_parser

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
HEAD = """# Command line

Every command with its options, as `jixiao COMMAND --help` has them. Exit codes: 0 done, 1 findings of severity error (or
lost numbers) with `--strict`, 2 something could not be read or run. An error says what happened, where, and what to try.
"""


def command_line_page() -> str:
    """The page as text: command by command."""
    verbs = next(a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    return "\n".join([HEAD, *(line for name, verb in verbs.items() for line in _told(name, verb))])


def _told(name: str, verb: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## jixiao {name}\n"
    yield f"{verb.description}\n"
    yield f"    {(verb.epilog or '').removeprefix('example: ')}\n"
    yield "| | |\n|---|---|"
    for action in verb._actions:
        if not isinstance(action, argparse._HelpAction):
            yield f"| {_called(action)} | {_said(action)} |"
    yield ""


def _called(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(action.choices) if action.choices else action.dest.upper())
    return f"`{' '.join([*action.option_strings, *([] if action.nargs == 0 else [str(value)])])}`".replace("|", "\\|")


def _said(action: argparse.Action) -> str:
    known = {**vars(action), "choices": ", ".join(map(str, action.choices or ()))}
    return ((action.help or "") % known).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(command_line_page(), encoding="utf-8")
