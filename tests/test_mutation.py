"""One changed figure is found, and its cell is among the places of the first finding; rounding raises nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import jixiao
from jixiao.check import check, findings
from jixiao.figures import parse_number
from mutating import KINDS, apply, changes, covered, judged, only_tables, slacks, spots, within_rounding

PETITION = Path(__file__).parents[2] / "shared" / "real" / "petition_bureau_2024.pdf"
EACH = 2  # changes of each kind and document; benchmarks/mutation.py makes many


@pytest.fixture(scope="module", params=["sample", "petition"])
def published(request, bureau):
    if request.param == "sample":
        return only_tables(bureau)
    if not PETITION.is_file():
        pytest.skip("the document is not here")
    return only_tables(jixiao.read(PETITION))


def test_changed_figures_are_found_where_they_stand(published):
    outcomes = check(published)
    before, identities, allowed = set(findings(outcomes)["outcome_id"]), covered(outcomes), slacks(outcomes)
    listed = [spot for spot in spots(published) if spot.place in identities]
    random = Random(2020)  # noqa: S311 no secret
    for kind in KINDS:
        large = [
            change
            for change in changes(listed, random)
            if change.kind == kind
            and all(
                abs(parse_number(text).value - spot.number) > 2 * allowed[spot.place]
                for spot, text in zip(change.spots, change.printed, strict=True)
                if kind != "row shifted"
            )
        ]
        for change in random.sample(large, EACH):
            verdict = judged(published, change, before)
            assert (verdict.found, verdict.placed) == (True, True), change


def test_every_amount_of_the_nine_tables_stands_in_an_identity(published):
    identities = covered(check(published))
    nine = [spot for spot in spots(published) if spot.table == "accounts"]
    bare = [spot for spot in nine if spot.place not in identities]
    assert len(bare) <= 0.03 * len(nine), bare


def test_changes_within_rounding_raise_nothing(published):
    before = set(findings(check(published))["outcome_id"])
    random = Random(2020)  # noqa: S311 no secret
    for change in random.sample(list(within_rounding(published)), 2):
        assert set(findings(check(apply(published, change)))["outcome_id"]) <= before, change
