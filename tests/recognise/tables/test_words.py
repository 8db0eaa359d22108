"""What another province prints: titles and labels of tables in other words are read as what they are, and accuse nobody."""

import re
from pathlib import Path

import pytest
import yaml

import jixiao
from jixiao.check import check, findings
from jixiao.recognise.tables.titles import table_title
from jixiao.store import Disclosure
from places import TESTS
from typeset.generate import generate
from typeset.render.markdown import write_markdown

WORDS = yaml.safe_load((TESTS / "recognise" / "tables" / "words.yaml").read_text("utf-8"))
KEYS = ["table", "side", "code", "term", "measure", "stage", "value"]


@pytest.mark.parametrize("role", WORDS["titles"])
def test_a_title_is_read_by_its_words(role: str) -> None:
    read = {title: found.role for title in WORDS["titles"][role] if (found := table_title(title))}
    assert read == dict.fromkeys(WORDS["titles"][role], role)


@pytest.mark.parametrize(
    "text", ["2022年度部门决算", "收入支出决算总表如下", "详见收入支出决算总表", "第三部分 名词解释"]
)
def test_what_is_no_title_is_none(text: str) -> None:
    assert table_title(text) is None


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("words") / "accounts.md"
    write_markdown(generate(1, "shanghai", "accounts").document, path)
    return path.read_text("utf-8")


def read(text: str, folder: Path) -> Disclosure:
    path = folder / "accounts.md"
    path.write_text(text, "utf-8")
    return jixiao.read(path)


def figures(d: Disclosure) -> list[tuple[str, ...]]:
    rows = d.tables["accounts"]
    return [tuple(map(str, row)) for row in rows.loc[rows["value"].notna(), KEYS].itertuples(index=False)]


def accused(d: Disclosure) -> set[str]:
    found = findings(check(d))
    return set(found["outcome_id"][found["severity"] != "info"])


@pytest.fixture(scope="module")
def own(printed: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple[str, ...]], set[str]]:
    """Figures and findings of the accounts in their own words."""
    d = read(printed, tmp_path_factory.mktemp("own"))
    assert d.documents["lost_numbers"].item() == 0
    return figures(d), accused(d)


#: Other words for these may say which budget is meant, and so the stage of a figure.
STAGED = {"预算数", "决算数", "金　额"}
LABELS = {"staged": WORDS["labels"].keys() & STAGED, "others": WORDS["labels"].keys() - STAGED}


@pytest.mark.parametrize(
    ("which", "turn"),
    [(w, turn) for w, own in LABELS.items() for turn in range(max(len(WORDS["labels"][x]) for x in own))],
)
def test_labels_in_other_words_give_the_same_figures(
    which: str, turn: int, printed: str, own: tuple[list[tuple[str, ...]], set[str]], tmp_path: Path
) -> None:
    """Of every label the word whose turn it is: each word is read once, among others that are not the usual ones."""
    text = printed
    for label in sorted(label for label in LABELS[which] if turn < len(WORDS["labels"][label])):
        cell = re.compile(rf"(?<=\| ){re.escape(label)}(?= \|)")
        text, count = cell.subn(WORDS["labels"][label][turn], text)
        assert count, label
    before = len(KEYS) - 2 if which == "staged" else len(KEYS)
    own_figures, own_findings = own
    d = read(text, tmp_path)
    assert [(*row[:before], row[-1]) for row in figures(d)] == [(*row[:before], row[-1]) for row in own_figures]
    assert d.documents["lost_numbers"].item() == 0
    assert accused(d) <= own_findings
