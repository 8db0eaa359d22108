"""A small made-up department for the tests of report and run: every figure is invented."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jixiao import report, store
from jixiao.project import Workspace
from jixiao.score import attainment

NAME = "示范区数据局"
SOURCE = "aaaaaaaaaaaa"
SHA = "a" * 64
COMMON = {"department": NAME, "fiscal_year": 2020, "source_id": SOURCE}
HOSTILE = "<script>alert(1)</script>\"'&{x}$y$\u202e=1+1"


def rows() -> dict[str, list[dict[str, Any]]]:
    """Records by table, to be changed by a test before ``store.disclosure`` takes them."""
    return {
        "documents": [_row(path="a.pdf", sha256=SHA, format="pdf", title="二〇二〇年度决算", pages=12, pages_unread=0)],
        "accounts": [
            _account("summary", "income", "一般公共预算财政拨款收入", "general_budget_income", "total", 100.0),
            _account("summary", "income", "其他收入", "other_income", "total", None),
            _account("summary", "income", "本年收入合计", "income_this_year", "total", 100.0),
            _account("summary", "expenditure", "本年支出合计", "expenditure_this_year", "total", 100.0),
            *_spending("", "合计", "total", 100.0, 40.0, 60.0),
            *_spending("201", "一般公共服务支出", None, 90.0, 30.0, 60.0),
            *_spending("221", "住房保障支出", None, 10.0, 10.0, 0.0),
        ],
        "projects": [
            _row(project_id="p1", form="self_evaluation", name="网络运维"),
            _row(project_id="p2", form="self_evaluation", name="培训"),
            _row(project_id="i1", form="investment", name="大数据中心"),
        ],
        "funds": [
            _row(project_id="p1", fund="total", budget=50.0, executed=50.0, rate=1.0),
            _row(project_id="p2", fund="total", budget=10.0, executed=4.0, rate=0.4),
            _row(project_id="p2", fund="district", budget=10.0, executed=4.0, rate=0.4),
        ],
        "investments": [
            _row(
                project_id="i1", total_investment=200.0, plan=20.0, invested=20.0, cumulative=150.0, completion_rate=0.8
            )
        ],
        "claims": [
            _row(metric="quarter_progress", period=f"2020Q{quarter}", value=value, relation="level")
            for quarter, value in enumerate((0.2, 0.5, 0.7, 0.98), 1)
        ],
        "scorecards": [_row(position=3, level3="总分", score=9.5, is_total=True)],
    }


def sample(**changed: Any) -> store.Disclosure:
    """The department, with whole tables replaced."""
    return store.disclosure({**rows(), **changed})


def scores() -> pd.DataFrame:
    """Two items, the second with two readings, and the total."""
    item = {**COMMON, "rubric": "r"}
    return store.frame(
        "scores",
        [
            {**item, "item": "A1", "title": "合理性", "weight": 5, "printed_score": 5, "low": 0, "high": 5,
             "basis": "not_demonstrated", "message_zh": "须看内部材料", "message_en": "needs internal papers"},
            {**item, "item": "B1", "title": "支出率", "weight": 5, "printed_score": 4.5, "low": 4.5, "high": 4.5,
             "basis": "computed", "reading": "uncapped", "message_zh": "不设上限", "message_en": "no cap"},
            {**item, "item": "B1", "title": "支出率", "weight": 5, "printed_score": 4.5, "low": 4.25, "high": 4.25,
             "basis": "computed", "reading": "capped", "message_zh": "以 100% 为限", "message_en": "capped"},
            {**item, "item": "total", "title": "总分", "weight": 10, "printed_score": 9.5, "low": 4.25, "high": 9.5,
             "basis": "bounded"},
        ],
    )  # fmt: skip


def outcome(outcome_id: str, state: str, severity: str = "warning", **more: Any) -> dict[str, Any]:
    """One outcome."""
    words = {"message_zh": f"{outcome_id}：说明", "message_en": f"{outcome_id}: said"}
    return {**COMMON, "outcome_id": outcome_id, "rule": "P-04", "severity": severity, "state": state, **words, **more}


def outcomes() -> pd.DataFrame:
    """One outcome of every state, and a grave finding after a slight one."""
    places = [
        {"source_id": SOURCE, "page": 7, "printed": "80.00%", "what": "项目总体完成率"},
        {"source_id": SOURCE, "page": 8, "printed": "150", "what": "累计完成投资"},
    ]
    numbers = {"stated": 0.8, "computed": 0.75, "gap": 0.05, "slack": 0.00005, "places": places}
    return store.frame(
        "outcomes",
        [
            outcome("slight", "broken", "info"),
            outcome("grave", "broken", "error", subject="大数据中心", **numbers),
            outcome("good", "holds"),
            outcome("near", "holds_within_rounding"),
            outcome("lack", "insufficient_data"),
            outcome("two", "ambiguous"),
            outcome("none", "not_applicable"),
        ],
    )


def prepare(place: Workspace, key: str, fiscal_year: int) -> None:
    """What a batch asks for: store the sample, or fail for a key that says so."""
    from jixiao.errors import ReadError

    if key == "broken":
        raise ReadError(
            "the file <b> is encrypted", where=str(place.raw / "b.pdf"), hint="ask for a copy without a password"
        )
    if key == "bug":
        raise ValueError(f"no column in {place.raw}/c.pdf")
    tables = {**sample().tables, "outcomes": outcomes(), "scores": scores()}
    assert place.data
    store.save(tables, place.data, key, fiscal_year)


def output(piece: report.Piece | report.Picture) -> Any:
    """A piece of a report as a notebook shows it."""
    from nbformat import v4

    if isinstance(piece, report.Picture):
        data, metadata = piece._repr_mimebundle_()
        return v4.new_output("display_data", data, metadata=metadata)
    return v4.new_output("display_data", {"text/html": piece.html, "text/plain": repr(piece)})


def notebook(lang: str, d: store.Disclosure | None = None, ledger: pd.DataFrame | None = None) -> Any:
    """A notebook that has run: some sections of a report, and what a page must leave out."""
    from nbformat import v4  # late: it takes a second to import, and a batch in a process of its own needs none of it

    d = d or sample()
    ledger = outcomes() if ledger is None else ledger
    chart = report.picture(report.execution(d, lang), report.execution_alt(d, lang))
    parts = [
        report.title(d, lang),
        *report.section("overview", lang, report.overview(d, ledger, scores(), lang)),
        *report.section("execution", lang, chart, report.project_table(d, ledger, attainment(d), lang)),
        *report.section("findings", lang, report.findings(d, ledger, lang)),
    ]
    parameters = v4.new_code_cell("secret_code = 1", metadata={"tags": ["injected-parameters"]})
    shown = v4.new_code_cell("more_code()", outputs=[output(part) for part in parts])
    said = v4.new_code_cell(
        "print(1)",
        outputs=[
            v4.new_output("stream", name="stdout", text="<printed>"),
            v4.new_output("stream", name="stderr", text="/home/someone/warning"),
        ],
    )
    return v4.new_notebook(cells=[v4.new_markdown_cell("only in the notebook"), parameters, shown, said])


def _row(**values: Any) -> dict[str, Any]:
    return {**COMMON, **values}


def _account(table: str, side: str, item: str, term: str | None, measure: str, value: float | None) -> dict[str, Any]:
    return _row(family="final_accounts", table=table, side=side, item=item, term=term, measure=measure, value=value)


def _spending(code: str, item: str, term: str | None, *values: float) -> list[dict[str, Any]]:
    made = [
        _account("expenditure", "", item, term, m, v)
        for m, v in zip(("total", "basic", "project"), values, strict=True)
    ]
    return [{**row, "code": code} for row in made]
