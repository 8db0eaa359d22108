"""Labels of the ministry's self-evaluation form printed as other places print them: every value is still read, or listed."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import pytest

import jixiao
from typeset.generate import generate
from typeset.generate.trial import differences, suspicions
from typeset.render.html import write_html
from varying import PLAIN, label_variants, relabelled

VARIANTS = label_variants()
#: Too little is said to know what they are: a 小计 may be of some funds only, and 项目 heads many a column.
UNSAID = [("head", "项目名称", "项目"), ("funds", "年度资金总额", "小计")]
MADE = generate(3, "central", "forms", unit="万元", **PLAIN)


def sets() -> Iterator[dict[tuple[str, str], str]]:
    """Every variant once: the first of all labels in one form, the second of all in another …"""
    for texts in zip_longest(*VARIANTS.values()):
        yield {place: text for place, text in zip(VARIANTS, texts, strict=True) if text}


def read(path: Path, labels: Mapping[tuple[str, str], str]) -> jixiao.Disclosure:
    write_html(relabelled(MADE.document, labels), path)
    return jixiao.read(path)


@pytest.mark.parametrize("labels", list(sets()), ids=lambda labels: str(next(iter(labels.values()))))
def test_forms_with_every_label_of_another_place(labels: dict[tuple[str, str], str], tmp_path: Path) -> None:
    found = read(tmp_path / "form.html", labels)
    assert list(differences(MADE, found)) == []
    assert suspicions(jixiao.check(found)) == []


def one_of_each_part() -> Iterator[dict[tuple[str, str], str]]:
    """Every variant once beside labels as the ministry prints them: a single label of each part of the form is changed."""
    parts: dict[str, list[tuple[tuple[str, str], str]]] = {}
    for place, texts in VARIANTS.items():
        parts.setdefault(place[0], []).extend((place, text) for text in texts)
    for changed in zip_longest(*parts.values()):
        yield dict(filter(None, changed))


@pytest.mark.slow
@pytest.mark.parametrize("labels", list(one_of_each_part()), ids=lambda labels: " ".join(labels.values()))
def test_one_label_of_another_place(labels: dict[tuple[str, str], str], tmp_path: Path) -> None:
    found = read(tmp_path / "form.html", labels)
    assert list(differences(MADE, found)) == []
    assert suspicions(jixiao.check(found)) == []


@pytest.mark.parametrize(("part", "label", "text"), UNSAID)
def test_a_label_that_says_too_little_is_listed(part: str, label: str, text: str, tmp_path: Path) -> None:
    found = read(tmp_path / "form.html", {(part, label): text})
    assert set(found.tables["tables"]["status"]) == {"partly_read"}
    assert suspicions(jixiao.check(found)) == []
