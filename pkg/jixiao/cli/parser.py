"""The words of the command line, and what each of them does."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from jixiao.cli.again import said_again
from jixiao.versions import rule_set

LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}


@dataclass(frozen=True, slots=True)
class _Verb:
    """The function that runs a verb, imported when it is run: each brings libraries of its own."""

    module: str
    function: str

    def __call__(self, options: argparse.Namespace) -> int:
        code: int = getattr(import_module(f"jixiao.cli.{self.module}"), self.function)(options)
        return code


@dataclass(frozen=True, slots=True)
class _Names:
    """Names to choose from, looked up when one is given."""

    module: str
    listed: str

    def __iter__(self) -> Iterator[str]:
        return iter(getattr(import_module(f"jixiao.{self.module}"), self.listed))

    def __contains__(self, name: object) -> bool:
        return name in list(self)


class _Version(argparse.Action):
    """Looked up when it is asked for: the rule set is known by all its files."""

    def __call__(self, parser: argparse.ArgumentParser, *_told: object) -> None:
        print(f"jixiao {version('jixiao')} (rule set {rule_set()})")
        parser.exit()


def make_parser() -> argparse.ArgumentParser:
    """All verbs with their options; each has the function that runs it as ``run``."""
    parser = argparse.ArgumentParser(
        prog="jixiao", description="Read, check and score disclosures of Chinese government departments."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="version and rule set")
    verbs = parser.add_subparsers(
        required=True, metavar="read|check|score|report|manifest|fetch|init|notebooks|export|rules"
    )

    def verb(name: str, run: Callable[[argparse.Namespace], int], says: str, example: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, help=says, description=says, epilog=f"example: {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        made.set_defaults(run=run)
        made.add_argument("--verbose", action="store_true", help="show log lines and warnings of the libraries too")
        return made

    reading = verb(
        "read",
        said_again(_Verb("on_files", "read_files")),
        "Read files and say what is in them.",
        "jixiao read accounts.pdf --table funds",
    )
    _files(reading)
    _whose(reading)
    reading.add_argument(
        "--table",
        choices=_Names("store", "RECORD_TABLES"),
        metavar="TABLE",
        help="print this table of records as CSV: %(choices)s",
    )
    reading.add_argument("--strict", action="store_true", help="exit code 1 where printed numbers are lost")

    checking = verb(
        "check",
        said_again(_Verb("on_files", "check_files")),
        "Check every number against every other.",
        "jixiao check accounts.pdf --strict",
    )
    _files(checking)
    _whose(checking)
    checking.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="csv and json: the whole ledger"
    )
    checking.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the sentences")
    checking.add_argument(
        "--strict", action="store_true", help="exit code 1 where there is a finding of severity error"
    )

    checking.add_argument("--severity", type=Path, metavar="FILE", help="severities of your own, like severity.yaml")

    scoring = verb(
        "score",
        said_again(_Verb("on_files", "score_files")),
        "Score again by a rubric.",
        "jixiao score accounts.pdf --rubric pingshan-2020",
    )
    _files(scoring)
    _whose(scoring)
    scoring.add_argument("--rubric", help="name or YAML file (default: the one that fits)")
    scoring.add_argument("--format", choices=("text", "csv", "json"), default="text")
    scoring.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the sentences")

    report = verb(
        "report",
        _Verb("on_folders", "report_folder"),
        "Make one HTML report per department and year.",
        "jixiao report data/raw --jobs 2",
    )
    report.add_argument("raw", help="folder of sources, with or without manifest.csv, or its address (s3://…)")
    report.add_argument("--out", default="reports", help="folder of reports, or its address (default: %(default)s)")
    report.add_argument(
        "--data", metavar="FOLDER", help="folder of stored tables, or its address (default: data in --out)"
    )
    report.add_argument("--notebook", type=Path, metavar="FILE", help="a notebook of your own (see: jixiao notebooks)")
    report.add_argument("--jobs", type=int, default=1, help="how many departments at once (default: %(default)s)")
    report.add_argument("--lang", choices=sorted(LANGUAGES), default="both")
    report.add_argument("--only", default="", metavar="TEXT", help="only departments whose key or name holds this")
    report.add_argument("--force", action="store_true", help="make also what is there, made from the same")
    report.add_argument("--dry-run", action="store_true", help="say what would be made and why, and make nothing")
    report.add_argument("--verify", type=Path, metavar="RUN.JSON", help="say what differs from the batch it speaks of")
    report.add_argument(
        "--time-limit", type=float, default=900, metavar="SECONDS", help="for one department (%(default)s)"
    )
    report.add_argument(
        "--memory-limit", type=float, default=3000, metavar="MB", help="for one department (%(default)s)"
    )
    report.add_argument("--scheduler", metavar="ADDRESS", help="make them on this Dask cluster (tcp://host:8786)")
    report.add_argument(
        "--kernel", action="store_true", help="run the notebooks in Jupyter's kernels: slower, with all that kernels do"
    )
    report.add_argument(
        "--pdf", action="store_true", help="print each report to PDF as well (needs Chromium or Chrome)"
    )

    report.add_argument(
        "--start", choices=("forkserver", "spawn"), help="how processes start (default: the quickest of the system)"
    )

    drafting = verb(
        "manifest",
        _Verb("on_folders", "draft"),
        "Draft manifest.csv from the documents of a folder, to be corrected.",
        "jixiao manifest data/raw",
    )
    drafting.add_argument("folder", type=Path, metavar="FOLDER")
    drafting.add_argument("--jobs", type=int, default=1, help="how many documents at once (default: %(default)s)")

    fetching = verb(
        "fetch", _Verb("on_folders", "fetch_files"), "Download the files of a manifest from the addresses in its origin.",
        "jixiao fetch data/raw/manifest.csv",
    )  # fmt: skip
    fetching.add_argument("manifest", type=Path, metavar="MANIFEST.CSV")
    fetching.add_argument(
        "--delay",
        type=float,
        default=5,
        metavar="SECONDS",
        help="between requests (%(default)s), or what robots.txt asks",
    )

    laying = verb(
        "init", _Verb("on_folders", "lay_project"), "Make a folder for a project of your own.", "jixiao init my-city"
    )
    laying.add_argument("folder", type=Path, metavar="FOLDER")

    books = verb(
        "notebooks",
        _Verb("on_folders", "copy_notebooks"),
        "Lay out copies of the notebooks to change.",
        "jixiao notebooks notebooks",
    )
    books.add_argument("folder", type=Path, metavar="FOLDER")

    exporting = verb(
        "export",
        _Verb("on_files", "export_tables"),
        "Write the tables of records as files: of some files, or of all departments and years that are stored.",
        "jixiao export data/processed --to duckdb --out jixiao.duckdb",
    )
    exporting.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="files to read, or a folder of stored tables (data/processed)",
    )
    exporting.add_argument("--out", type=Path, required=True, help="folder, or file for xlsx, duckdb and sqlite")
    exporting.add_argument(
        "--to",
        choices=_Names("product", "FORMATS"),
        metavar="FORMAT",
        default="csv",
        help="%(choices)s (default: %(default)s)",
    )

    rules = verb(
        "rules",
        _Verb("on_rules", "ask_rules"),
        "List rules, rubrics and forms, explain a rule, or check a rubric of your own.",
        "jixiao rules show P-04",
    )
    rules.add_argument("action", nargs="?", choices=("list", "forms", "show", "check"), default="list")
    rules.add_argument("what", nargs="?", help="rule id to show, or rubric file to check")
    return parser


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="PDF, DOCX, XLSX, XLS, HTML, Markdown, or text with tabs between cells",
    )


def _whose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--department", metavar="NAME", help="whose the files are, where they do not say it")
    parser.add_argument(
        "--fiscal-year", type=int, metavar="YEAR", help="of which year they are, where they do not say it"
    )
