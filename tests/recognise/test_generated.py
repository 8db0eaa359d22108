"""Made-up disclosures in the layouts and formats of several places: what is read equals the facts they were made from.

The generator lives in ``tools/typeset/generate``; ``make fuzz`` tries thousands of further seeds. Every fault that
it or a real document showed is a kept case with the seed that showed it.
"""

import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import yaml

import jixiao
from places import ROOT, TESTS

sys.path.insert(0, str(ROOT / "tools"))

from typeset.generate import generate
from typeset.generate.disclosure import KINDS
from typeset.generate.traits import FAMILIES
from typeset.generate.trial import ENDINGS, faults
from typeset.render.pdf import write_pdf

#: Every layout as PDF with each of these seeds, and with each in another one of the other formats.
SEEDS = range(2)
MADE = [(*which, ENDINGS[1 + n % len(ENDINGS[1:])]) for n, which in enumerate(product(FAMILIES, KINDS, SEEDS))]
KEPT = [
    case for path in sorted((TESTS / "kept_cases").glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]


@pytest.mark.slow
@pytest.mark.parametrize(("family", "kind", "seed", "other"), MADE)
def test_what_is_read_equals_the_facts(family: str, kind: str, seed: int, other: str, tmp_path: Path) -> None:
    """Each as PDF and as one of the other formats in turn."""
    made = generate(seed, family, kind)
    for ending in (ENDINGS[0], other):
        assert faults(made, tmp_path, ending) == [], ending


@pytest.mark.parametrize("case", KEPT, ids=lambda case: f"{case['kind']}-{case['family']}-{case['seed']}")
def test_a_kept_case_stays_right(case: dict, tmp_path: Path) -> None:
    made = generate(case["seed"], case["family"], case["kind"], **case["traits"])
    assert faults(made, tmp_path, case.get("format", ENDINGS[0])) == [], case["was"]


def test_the_same_seed_gives_the_same_document() -> None:
    one, other = (generate(7, "shanghai", "accounts") for _ in range(2))
    assert one == other
    assert one != generate(8, "shanghai", "accounts")


def test_a_project_card_is_no_card_of_the_department(tmp_path: Path) -> None:
    """Marks of the project's card (效益, 产出 …) are neither scored nor summed with the department's."""
    made = generate(3, "shenzhen", "evaluation", card_weights="pairs")
    write_pdf(made.document, tmp_path / "report.pdf")
    read = jixiao.read(tmp_path / "report.pdf")
    own, project = ({item.level3 for item in card} for card in (made.report.department_card, made.report.project_card))
    scores = jixiao.score(read)
    assert "质量达标率" in project - own
    assert not (project - own) & set(scores["title"])
    total = scores[scores["item"] == "total"]["printed_score"]
    assert total.tolist() == [float(made.report.department_card[-1].score)]
    outcomes = jixiao.check(read)
    sums = outcomes[(outcomes["rule"] == "P-06c") & (outcomes["state"] == "holds")]
    assert sorted(subject.split("（")[0].split()[0] for subject in sums["subject"]) == [
        "部门整体绩效评价指标评分表",
        "项目绩效评价评分表",
    ]


def test_a_card_without_rulings_that_does_not_add_up_is_listed_as_unread(tmp_path: Path) -> None:
    made = generate(5, "shaanxi", "evaluation")
    write_pdf(made.document, tmp_path / "report.pdf", rulings=False)
    read = jixiao.read(tmp_path / "report.pdf")
    assert read.scorecards["project_id"].notna().all()  # that of the department was not read
    assert "p. 2: a scorecard without rulings" in read.documents["unread"].iloc[0]


def test_a_wrong_mark_is_a_fault(tmp_path: Path) -> None:
    made = generate(0, "central", "evaluation")
    first, *rest = made.report.department_card
    report = replace(made.report, department_card=(replace(first, score=first.score + 1), *rest))
    told = faults(replace(made, report=report), tmp_path, ".html")
    assert len(told) == 2
    assert told[0].startswith("scorecard not read: ")
    assert told[1].startswith("scorecard is no fact: ")


def test_a_wrong_figure_is_a_fault(tmp_path: Path) -> None:
    made = generate(0, "central", "accounts")
    wrong = made.figures[0].__class__("summary", "income", "grand_total", "total", "1.23", 12300)
    told = faults(made.__class__(**{**vars(made), "figures": (*made.figures, wrong)}), tmp_path)
    assert told == ["figure not read: ('summary', 'income', 'grand_total', 'total', '1.23', 1.23)"]
