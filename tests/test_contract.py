"""The contract of the tables: strict, in both languages, and its closed lists are those of the code."""

from pathlib import Path
from typing import get_args

import pytest

from jixiao.contract import Contract, contract
from jixiao.errors import RuleError
from jixiao.rules import SEVERITIES, STATES, load_yaml
from jixiao.sources import Format
from jixiao.values import Operator

TEXT = """\
package:
  title: {zh: 数据, en: data}
  description: {zh: 说明, en: says}
  rights: {zh: 权利, en: rights}
units:
  amount: {zh: 万元, en: yuan}
common:
  source_id: {kind: text, zh: 来源, en: source, to: documents.source_id}
place:
  page: {kind: int, zh: 页, en: page, least: 1}
tables:
  documents: {zh: 文件, en: files, key: [source_id], columns: {path: {kind: text, zh: 路径, en: path}}}
  funds: {zh: 资金, en: funds, columns: {budget: {kind: float, zh: 预算数, en: budget, unit: amount}}}
without_place: [documents]
"""


def made(tmp_path: Path, old: str = "", new: str = "") -> Contract:
    assert old in TEXT
    path = tmp_path / "own.yaml"
    path.write_text(TEXT.replace(old, new), "utf-8")
    return contract(path)


def test_a_contract_as_documented(tmp_path: Path) -> None:
    said = made(tmp_path)
    assert [column.name for column in said.tables["documents"].columns] == ["source_id", "path"]
    source, budget, page = said.tables["funds"].columns
    assert source.to == ("documents", "source_id")
    assert said.tables["documents"].columns[0].to is None  # it does not refer to itself
    assert budget.unit is not None
    assert (budget.words.zh, budget.unit.zh, page.least) == ("预算数", "万元", 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("unit: amount", "unit: dollars", "unknown unit: dollars\n  at: own.yaml funds budget"),
        ("unit: amount", "units: amount", "unknown key: units"),
        ("kind: float", "kind: money", "unknown kind: money"),
        ("en: budget", "enum: [1, 2], en: budget", "enum is no list of texts"),
        ("en: budget", "least: 0, en: budget", "limits on a column that is no int"),
        ("en: budget", f"en: {'long ' * 20}", "longer than 80 characters: en"),
        ("en: budget", "english: budget", "unknown key: english"),
        ("en: budget, ", "", "missing key: en"),
        ("key: [source_id]", "key: [path, url]", "key of no column: url"),
        ("to: documents.source_id", "to: documents.path", "refers to no key: documents.path"),
        ("key: [source_id], ", "", "refers to no key: documents.source_id"),
        ("  title: {zh: 数据, en: data}\n", "", "missing key: title"),
    ],
)
def test_a_fault_of_the_contract_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        made(tmp_path, old, new)
    assert message in str(caught.value)


def test_closed_lists_are_those_of_the_code() -> None:
    enums = {f"{t.name}.{c.name}": c.enum for t in contract().tables.values() for c in t.columns if c.enum}
    assert enums["outcomes.state"] == STATES
    assert enums["outcomes.severity"] == SEVERITIES
    assert enums["indicators.operator"] == get_args(Operator)
    assert enums["documents.format"] == get_args(Format)
    assert set(enums["funds.fund"]) == load_yaml("evaluation.yaml")["funds"].keys()


def test_a_term_and_unit_of_the_contract_read_by_eye() -> None:
    rate = next(column for column in contract().tables["funds"].columns if column.name == "rate")
    assert rate.words.zh == "执行率"
    assert rate.unit is not None
    assert rate.unit.en == "fraction (1 is 100%)"
