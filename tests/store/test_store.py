"""The store: what is asked for is read, and nothing else."""

from pathlib import Path

import pandas as pd
import pyarrow.dataset as ds
import pytest

import jixiao
from jixiao import store
from jixiao.errors import SourceError
from report_samples import NAME, outcomes, rows, sample, scores


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The made-up department in two years, and another one."""
    d = sample()
    tables = {**d.tables, "outcomes": outcomes(), "scores": scores()}
    store.save(tables, tmp_path, "a", 2020)
    later = {name: table.assign(fiscal_year=pd.array([2021] * len(table), "Int64")) for name, table in tables.items()}
    store.save(later, tmp_path, "a", 2021)
    store.save({name: table.assign(department="另一局") for name, table in tables.items()}, tmp_path, "b", 2020)
    return tmp_path


def spoil(folder: Path, table: str) -> None:
    for path in (folder / table).rglob("*.parquet"):
        path.write_bytes(b"no parquet")


def test_a_table_is_read_when_it_is_asked_for(folder: Path) -> None:
    spoil(folder, "claims")
    panel = jixiao.load(folder)
    assert len(panel.funds) == 9
    assert panel.select("funds", ["fund"], NAME, 2020)["fund"].tolist() == ["total", "total", "district"]
    with pytest.raises(SourceError, match=r"(?s)a stored table cannot be read.*claims.*run jixiao report again"):
        _ = panel.claims


def test_a_table_is_read_once(folder: Path) -> None:
    panel = jixiao.load(folder)
    first = panel.accounts
    spoil(folder, "accounts")
    assert panel.accounts is first


def test_what_is_stored_comes_back_as_it_was(folder: Path) -> None:
    found = store.load_tables(folder, "a", 2020)
    for name, table in {**sample().tables, "outcomes": outcomes(), "scores": scores()}.items():
        pd.testing.assert_frame_equal(found[name], table)
        assert type(found[name]) is type(table)


def test_a_selection_is_the_same_from_store_and_memory(folder: Path) -> None:
    stored = jixiao.load(folder)
    held = jixiao.Panel({name: stored.tables[name] for name in store.RECORD_TABLES})
    asked = [("accounts", ["item", "value"], NAME, 2021), ("projects", None, None, 2020), ("funds", None, "无", None)]
    for table, columns, department, year in asked:
        found = stored.select(table, columns, department, year)
        pd.testing.assert_frame_equal(found, held.select(table, columns, department, year))
    chosen = stored.select("accounts", ["item", "value", "fiscal_year"], NAME, 2021)
    assert chosen.iloc[0].tolist() == ["一般公共预算财政拨款收入", 100.0, 2021]
    assert pd.isna(chosen["value"][1])  # 其他收入 is blank, not zero


def test_outcomes_are_selected_from_a_store(folder: Path) -> None:
    found = jixiao.load(folder).select("outcomes", department="另一局")
    assert found["outcome_id"].tolist() == outcomes()["outcome_id"].tolist()
    assert found["places"][1][0]["printed"] == "80.00%"


def test_a_stored_panel_shows_itself_without_its_tables(folder: Path) -> None:
    panel = jixiao.load(folder)
    assert repr(panel).startswith("<Panel 3 departments and years: 3 documents, 39 accounts, 9 projects")
    assert str(panel).startswith(f"{NAME} 2020\n另一局 2020\n{NAME} 2021\n")
    assert str(panel) == str(jixiao.Panel({name: panel.tables[name] for name in store.RECORD_TABLES}))


def test_what_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    panel = jixiao.load(folder)
    with pytest.raises(SourceError, match=r"(?s)no column colour.*it has department"):
        panel.select("funds", ["fund", "colour"])
    with pytest.raises(SourceError, match="no such table: money"):
        panel.select("money")
    with pytest.raises(SourceError, match="no such table: outcomes"):
        jixiao.Panel(sample().tables).select("outcomes")
    with pytest.raises(SourceError, match="no disclosure is stored here"):
        jixiao.load(tmp_path / "empty")


def test_a_store_of_an_older_version_has_a_column_less(folder: Path) -> None:
    path = folder / "claims" / "fiscal_year=2020" / "a.parquet"
    pd.read_parquet(path, partitioning=None).drop(columns=["phase", "confidence"]).to_parquet(path, index=False)
    claims = jixiao.load(folder).claims
    assert list(claims.columns) == list(store.table_columns("claims"))
    assert claims["phase"].isna().all()


def test_others_read_the_folder_of_a_table_as_one_table(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    accounts = folder / "accounts"
    expected = {2020: 2 * len(rows()["accounts"]), 2021: len(rows()["accounts"])}
    arrow = ds.dataset(accounts, partitioning="hive").to_table().to_pandas()
    assert arrow["fiscal_year"].value_counts().to_dict() == expected
    assert pd.read_parquet(accounts)["fiscal_year"].astype(int).value_counts().to_dict() == expected
    files = f"{accounts}/*/*.parquet"
    sql = "SELECT fiscal_year, count(*) FROM read_parquet(?, hive_partitioning = true) GROUP BY 1"
    assert dict(duckdb.execute(sql, [files]).fetchall()) == expected
