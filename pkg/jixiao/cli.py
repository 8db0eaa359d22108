"""The command line: jixiao read | check | score | report | export | rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from tqdm import tqdm

from jixiao.check import check, counts, explain, findings, rule_table
from jixiao.corrections import is_corrected
from jixiao.display import number_lines
from jixiao.errors import JixiaoError, RunError
from jixiao.product import FORMATS, Stock, export, of_disclosure, of_folder
from jixiao.project import Panel, load_corrections, load_reviews, lost_judgement, read
from jixiao.store import RECORD_TABLES, Disclosure, combine, for_spreadsheets, plain_table

if TYPE_CHECKING:
    from jixiao.run.records import Task

DONE, FINDINGS, FAILED = 0, 1, 2
_LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: findings of severity error and ``--strict``; 2: something could not be read or run."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except JixiaoError as error:
        _complain(error)
        return FAILED
    except BrokenPipeError:  # the reader of our output has gone: jixiao check … | head
        sys.stderr.close()
        return DONE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jixiao", description="Read, check and score disclosures of Chinese government departments."
    )
    verbs = parser.add_subparsers(required=True, metavar="read|check|score|report|export|rules")

    def verb(name: str, run: Callable[[argparse.Namespace], int], says: str, example: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, help=says, description=says, epilog=f"example: {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        made.set_defaults(run=run)
        return made

    reading = verb("read", _read, "Read files and say what is in them.", "jixiao read accounts.pdf --table funds")
    _files(reading)
    _whose(reading)
    reading.add_argument("--table", choices=RECORD_TABLES, help="print this table of records as CSV")
    reading.add_argument("--strict", action="store_true", help="exit code 1 where printed numbers are lost")

    checking = verb("check", _check, "Check every number against every other.", "jixiao check accounts.pdf --strict")
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

    scoring = verb("score", _score, "Score again by a rubric.", "jixiao score accounts.pdf --rubric pingshan-2020")
    _files(scoring)
    _whose(scoring)
    scoring.add_argument("--rubric", help="name or YAML file (default: the one that fits)")
    scoring.add_argument("--format", choices=("text", "csv", "json"), default="text")
    scoring.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the sentences")

    report = verb("report", _report, "Make one HTML report per department and year.", "jixiao report data/raw --jobs 2")
    report.add_argument("raw", help="folder of sources with manifest.csv, or its address (s3://…)")
    report.add_argument("--out", default="reports", help="folder of reports, or its address (default: %(default)s)")
    report.add_argument("--jobs", type=int, default=1, help="how many departments at once (default: %(default)s)")
    report.add_argument("--lang", choices=sorted(_LANGUAGES), default="both")
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
        "--pdf", action="store_true", help="print each report to PDF as well (needs Chromium or Chrome)"
    )

    exporting = verb(
        "export",
        _export,
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
    exporting.add_argument("--to", choices=tuple(FORMATS), default="csv", help="(default: %(default)s)")

    rules = verb(
        "rules",
        _rules,
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


def _read(options: argparse.Namespace) -> int:
    found, failed = _read_all(options.files, options.department, options.fiscal_year)
    lost = options.strict and bool(found.tables["documents"]["lost_numbers"].sum())
    code = FAILED if failed else FINDINGS if lost else DONE
    if options.table:
        print(for_spreadsheets(plain_table(found.tables[options.table])).to_csv(index=False), end="")
        return code
    for (department, year), part in _panel(found).parts():
        print(f"{department} {year}")
        forms = part.tables["tables"]["form"].fillna("not recognised").value_counts(sort=False)
        print("  " + ", ".join(f"{form} {count}" for form, count in forms.items()))
        print("  " + ", ".join(f"{name} {len(part.tables[name])}" for name in RECORD_TABLES))
        print("".join(f"  {line}\n" for line in number_lines(part.tables)), end="")
    return code


def _check(options: argparse.Namespace) -> int:
    found, failed = _read_all(options.files, options.department, options.fiscal_year)
    outcomes = check(found, severity=options.severity)
    seen = findings(outcomes)
    if options.format == "text":
        for row in seen.to_dict("records"):
            print(f"{row['severity']:8}{row['rule']:7}{row[f'message_{options.lang}']}")
            print("".join(f"          {place}\n" for place in _places(row["places"])), end="")
        print("; ".join(f"{state} {count}" for state, count in counts(outcomes).items() if count))
    else:
        _print_table(outcomes, options.format)
    grave = options.strict and bool((seen["severity"] == "error").any())
    return FAILED if failed else FINDINGS if grave else DONE


def _score(options: argparse.Namespace) -> int:
    found, failed = _read_all(options.files, options.department, options.fiscal_year)
    rubric = Path(options.rubric) if str(options.rubric).endswith((".yaml", ".yml")) else options.rubric
    panel = _panel(found)
    departments, projects = panel.score(rubric), panel.score_projects() if rubric is None else None
    scores = departments if projects is None else pd.concat([departments, projects], ignore_index=True)
    if options.format != "text":
        _print_table(scores, options.format)
        return FAILED if failed else DONE
    for row in departments.to_dict("records"):
        print(_marks(row, row["title"]))
        print(f"      {row[f'message_{options.lang}']}")
    if departments.empty:
        print("no scorecard of a department is printed, and no rubric here is for its place and year")
    totals = scores[scores["project_id"].notna() & (scores["item"] == "total")]
    for row in totals.to_dict("records"):
        print(_marks(row, row["subject"]))
    return FAILED if failed else DONE


def _marks(row: dict[Hashable, Any], title: object) -> str:
    printed = "—" if pd.isna(row["printed_score"]) else f"{row['printed_score']:g}"
    span = f"{row['low']:g}" if row["low"] == row["high"] else f"{row['low']:g}–{row['high']:g}"
    reading = "" if pd.isna(row["reading"]) else f" [{row['reading']}]"
    return f"{row['item']:6} {title}  {printed} / {row['weight']:g}  {row['basis']} {span}{reading}"


def _report(options: argparse.Namespace) -> int:
    from jixiao import run  # Jupyter takes a second to import; the other verbs do without it

    langs = _LANGUAGES[options.lang]
    raw, out = run.folder(options.raw), run.folder(options.out)
    if options.verify or options.dry_run:
        tasks = run.plan(raw, out, langs)
        return _verify(tasks, options.verify) if options.verify else _dry_run(tasks, options)
    limits = run.Limits(options.time_limit, options.memory_limit)
    results = run.make_reports(
        raw, out, options.jobs, langs, options.only, force=options.force, pdf=options.pdf,
        limits=limits, scheduler=options.scheduler,
    )  # fmt: skip
    failed = [result for result in results if result.error]
    for result in failed:
        if result.error:
            _complain(result.error)
    print(f"{len(results) - len(failed)} of {len(results)} reports made: {out / 'index.html'}")
    _tell_lost(raw)
    return FAILED if failed else DONE


def _tell_lost(raw: Path) -> None:
    """Judgement that no report shows is told here."""
    for lost in lost_judgement(raw, load_corrections(raw), load_reviews(raw)):
        print(f"what it judges is not here: {lost}", file=sys.stderr)


def _verify(tasks: Sequence[Task], path: Path) -> int:
    from jixiao import run

    differing = run.differences(path, tasks)
    print("\n".join(differing or ["nothing differs"]))
    return FINDINGS if differing else DONE


def _dry_run(tasks: Sequence[Task], options: argparse.Namespace) -> int:
    from jixiao import run

    for task in run.chosen(tasks, options.only):
        why = run.why_due(task, run.recorded(task).record) or (["--force"] if options.force else [])
        print(f"{task.subject.key} {task.subject.fiscal_year}: {'; '.join(why) or 'nothing to do'}")
    return DONE


def _export(options: argparse.Namespace) -> int:
    stock, failed = _stock(options.files)
    for note in export(stock, options.to, options.out):
        print(note, file=sys.stderr)
    print(f"{len(stock.tables)} tables: {options.out}")
    return FAILED if failed else DONE


def _stock(files: Sequence[Path]) -> tuple[Stock, list[JixiaoError]]:
    """What is to be exported: the files' records, or one folder's stored tables."""
    if any(file.is_dir() for file in files):
        if len(files) > 1:
            raise RunError("a folder of stored tables is exported by itself", hint="jixiao export data/processed …")
        return of_folder(files[0]), []
    found, failed = _read_all(files)
    return of_disclosure(found), failed


def _rules(options: argparse.Namespace) -> int:
    from jixiao.families import roles
    from jixiao.recognise.find import form_rules
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
            print(f"{form.form:24}{'、'.join(form.titles)}")
        for role in roles().values():
            print(f"{role.key:34}{role.body['zh']}")
    else:
        for rule in rule_table():
            print(f"{rule['id']:8}{rule['severity']:9}{rule['title_zh']}  {rule['title_en']}")
        print("rubrics: " + ", ".join(rubric_names()))
    return DONE


def _read_all(
    files: Sequence[Path], department: str | None = None, fiscal_year: int | None = None
) -> tuple[Disclosure, list[JixiaoError]]:
    """All files that can be read, as one; the others are told on stderr. Raises the last error where none can."""
    found: list[Disclosure] = []
    failed: list[JixiaoError] = []
    for file in tqdm(files, unit="file", disable=None if len(files) > 1 else True, leave=False):
        try:
            found.append(read(file, department, fiscal_year))
        except JixiaoError as error:
            failed.append(error)
    for fault in failed if found else failed[:-1]:
        _complain(fault)
    if not found:
        raise failed[-1]
    return combine(found), failed


def _panel(found: Disclosure) -> Panel:
    return Panel(found.tables)


def _places(places: Sequence[dict[str, object]]) -> list[str]:
    return [f"{place['what']}: {place['printed']}{_cell(place)}" for place in places]


def _cell(place: dict[str, object]) -> str:
    """Page and cell, by which a person can correct what is printed there, and what was corrected already."""
    counts = f" → {place['corrected']}" if is_corrected(place) else ""
    return f"{counts} (p. {place['page']} {place['cell']})"


def _print_table(table: pd.DataFrame, form: str) -> None:
    if form == "csv":
        print(for_spreadsheets(plain_table(table)).to_csv(index=False), end="")
    else:
        print(table.to_json(orient="records", force_ascii=False, indent=1))


def _complain(error: JixiaoError) -> None:
    print(f"{type(error).__name__}: {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
