"""Made-up disclosures in the layouts of several places: what is read equals the facts they were made from.

The generator lives in ``tools/typeset/generate``; ``make fuzz`` tries thousands of further seeds. Every fault that
it or a real document showed is a kept case with the seed that showed it.
"""

import sys
from itertools import product
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))

from typeset.generate import generate  # noqa: E402  the tools are no installed package
from typeset.generate.disclosure import KINDS  # noqa: E402
from typeset.generate.traits import FAMILIES  # noqa: E402
from typeset.generate.trial import faults  # noqa: E402

SEEDS = range(20)
KEPT = [
    case for path in sorted((HERE / "kept_cases").glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "family", "kind"), list(product(SEEDS, FAMILIES, KINDS)))
def test_what_is_read_equals_the_facts(seed: int, family: str, kind: str, tmp_path: Path) -> None:
    assert faults(generate(seed, family, kind), tmp_path) == []


@pytest.mark.parametrize("case", KEPT, ids=lambda case: f"{case['kind']}-{case['family']}-{case['seed']}")
def test_a_kept_case_stays_right(case: dict, tmp_path: Path) -> None:
    made = generate(case["seed"], case["family"], case["kind"], **case["traits"])
    assert faults(made, tmp_path) == [], case["was"]


def test_the_same_seed_gives_the_same_document() -> None:
    one, other = (generate(7, "shanghai", "accounts") for _ in range(2))
    assert one == other
    assert one != generate(8, "shanghai", "accounts")


def test_a_wrong_figure_is_a_fault(tmp_path: Path) -> None:
    made = generate(0, "central", "accounts")
    wrong = made.figures[0].__class__("01", "income", "grand_total", "final", "1.23", 12300)
    told = faults(made.__class__(**{**vars(made), "figures": (*made.figures, wrong)}), tmp_path)
    assert told == ["figure not read: ('01', 'income', 'grand_total', 'final', '1.23', 1.23)"]
