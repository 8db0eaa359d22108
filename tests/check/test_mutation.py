"""One changed figure is found, and its cell is among the places of the first finding; rounding raises nothing.

A bounded sample; ``benchmarks/mutation.py`` tries many more and prints the rates.
"""

from __future__ import annotations

import sys
from random import Random

import pytest

import jixiao
from jixiao.check import check, findings
from mutating import KINDS, PLACES, apply, changes, only_tables, spots
from mutation_verdicts import identities, judged, must_be_found, standings, within_rounding
from places import ROOT, SHARED

sys.path.insert(0, str(ROOT / "tools"))

from planting import planted
from typeset.generate import generate

pytestmark = pytest.mark.slow
PETITION = SHARED / "real" / "petition_bureau_2024.pdf"
#: Made-up documents that get one wrong figure each.
PLANTED = [(0, "central", "accounts"), (1, "shaanxi", "forms"), (2, "fujian", "forms")]


@pytest.fixture(scope="module", params=["sample", "petition"])
def published(request, bureau):
    """A disclosure and what the checks say of it."""
    if request.param == "sample":
        return bureau, check(bureau)
    if not PETITION.is_file():
        pytest.skip("the document is not here")
    d = jixiao.read(PETITION)
    return d, check(d)


@pytest.fixture(scope="module")
def without_text(published):
    """The same without its text."""
    d = only_tables(published[0])
    return d, check(d)


@pytest.mark.parametrize("where", PLACES)
def test_changed_figures_are_found_where_they_stand(published, without_text, where):
    """Tables, forms and marks by what they print themselves, text beside them."""
    d, outcomes = published if where == "text" else without_text
    before, equal, standing = set(findings(outcomes)["outcome_id"]), identities(outcomes), standings(outcomes)
    listed = [spot for spot in spots(d) if spot.where == where and spot.cell in equal]
    random = Random(2020)  # noqa: S311 no secret
    large = [change for change in changes(listed, random) if must_be_found(change, standing)]
    for kind in KINDS:
        for change in random.sample([c for c in large if c.kind == kind], min(1, sum(c.kind == kind for c in large))):
            verdict = judged(d, change, before)
            assert (verdict.found, verdict.placed) == (True, True), change
    assert len({change.kind for change in large}) >= 5


@pytest.mark.parametrize(("seed", "family", "kind"), PLANTED)
def test_a_wrong_figure_in_a_document_is_found_when_it_is_read(seed, family, kind, tmp_path):
    found = planted(generate(seed, family, kind), Random(seed), tmp_path)  # noqa: S311 no secret
    assert found is not None
    assert found.verdict is not None
    assert (found.verdict.found, found.verdict.placed) == (True, True), found.change


@pytest.mark.parametrize(("where", "share"), [("tables", 0.03), ("forms", 0.03), ("marks", 0.03), ("text", 0.3)])
def test_hardly_a_figure_stands_in_no_identity(published, where, share):
    """Of the text, counts and prices stated once have nothing to be compared with."""
    d, outcomes = published
    equal = identities(outcomes)
    listed = [spot for spot in spots(d) if spot.where == where]
    bare = [spot for spot in listed if spot.cell not in equal]
    assert len(bare) <= share * len(listed), bare


def test_changes_within_rounding_raise_last_digits_at_most(published):
    """One number printed twice then has two last digits, which is said as info; sums and rates say nothing."""
    d, outcomes = published
    before = set(findings(outcomes)["outcome_id"])
    random = Random(2020)  # noqa: S311 no secret
    slight = list(within_rounding(d, outcomes))
    for where in ("tables", "text"):
        for change in random.sample([c for c in slight if c.spots[0].where == where], 2):
            found = findings(check(apply(d, change)))
            more = found[~found["outcome_id"].isin(before)]
            assert set(more["severity"]) <= {"info"}, change
            assert set(more["materiality"]) <= {"last_digit"}, change
