"""A panel: every department and year of a manifest as one disclosure."""

from pathlib import Path

import pandas as pd
import pytest

import jixiao
from jixiao.errors import SourceError
from jixiao.project import Workspace, prepare
from jixiao.store import plain_table, save

FORM = """\
项目支出绩效自评表

| 项目名称 | {name} 运维 | | | |
|---|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
| 产出指标 | 数量指标 | 巡检次数 | ≥12次 | 12次 |
"""


def test_a_panel_is_every_department_of_the_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("one", "two"):
        form = FORM.format(name=name)
        (raw / f"{name}.md").write_text(form, "utf-8")
    (raw / "manifest.csv").write_text(
        "path,department,name,fiscal_year\none.md,one,甲局,2024\ntwo.md,two,乙局,2023\n", "utf-8"
    )
    monkeypatch.setenv("JIXIAO_RAW", str(raw))
    panel = jixiao.panel()
    years = panel.documents[["department", "fiscal_year"]].to_numpy().tolist()
    assert years == [["甲局", 2024], ["乙局", 2023]]
    assert [key for key, _ in panel.parts()] == [("甲局", 2024), ("乙局", 2023)]
    assert panel.projects["name"].tolist() == ["one 运维", "two 运维"]


def test_a_damaged_store_is_made_again(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "one.md").write_text(FORM.format(name="one"), "utf-8")
    (raw / "manifest.csv").write_text("path,department,name,fiscal_year\none.md,one,甲局,2024\n", "utf-8")
    place = Workspace(raw, tmp_path / "processed")
    first = prepare(place, "one", 2024)
    stored = tmp_path / "processed" / "indicators" / "fiscal_year=2024" / "one.parquet"
    stored.write_bytes(b"PAR1 cut")
    pd.testing.assert_frame_equal(prepare(place, "one", 2024).indicators, first.indicators)
    assert stored.read_bytes() != b"PAR1 cut"


def test_ledgers_of_a_store_say_what_its_panel_says(tmp_path: Path, bureau: jixiao.Disclosure) -> None:
    for key, name, year in (("a", "甲局", 2019), ("a", "甲局", 2020), ("b", "乙局", 2020)):
        tables = {
            table: data.assign(department=name, fiscal_year=pd.array([year] * len(data), data["fiscal_year"].dtype))
            for table, data in bureau.tables.items()
        }
        tables["documents"] = tables["documents"].assign(key=key)
        tables["accounts"] = tables["accounts"].assign(year=tables["accounts"]["fiscal_year"])
        save(tables, tmp_path, key, year)
    listed = list(jixiao.ledgers(tmp_path))
    assert [set(ledger["department"]) for ledger in listed] == [{"甲局"}, {"乙局"}]
    listed = [
        ledger[~ledger["rule"].isin(["N-01", "N-02"])] for ledger in listed
    ]  # names of departments need all of them
    whole = jixiao.load(tmp_path).check().query("rule not in ['N-01', 'N-02']")
    assert {"broken", "holds"} & set(whole.loc[whole["rule"] == "T1-07", "state"])  # years are compared
    order = ["department", "fiscal_year", "outcome_id"]
    told = plain_table(pd.concat(listed)).sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(told, plain_table(whole).sort_values(order, ignore_index=True))


def test_a_panel_with_a_source_that_cannot_be_read_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "manifest.csv").write_text("path,department,fiscal_year\ngone.pdf,gone,2024\n", "utf-8")
    monkeypatch.setenv("JIXIAO_RAW", str(raw))
    with pytest.raises(SourceError, match=r"gone\.pdf"):
        jixiao.panel()
