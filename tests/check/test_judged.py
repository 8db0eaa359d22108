"""Every error and warning on known documents was judged by a person who looked at the page: none unjudged, none wrong.

``judged/verdicts.csv`` holds one line for each. A new finding has to be looked up on its page before it gets its line;
one that is no longer found has to be taken out. Here the small documents are read, ``benchmarks/precision.py`` reads all.
"""

from __future__ import annotations

import sys

import pytest

from places import RAW, ROOT, SHARED

sys.path.append(str(ROOT / "benchmarks"))

from precision import FAIR, UNFAIR, alarms, judged, no_longer_found  # benchmarks are no installed package

pytestmark = pytest.mark.slow
FOLDERS = (RAW, SHARED / "real", SHARED / "wild", SHARED / "seeds")
VERDICTS = judged()
SMALL = (
    "000_977ad1fe0b13bb92.txt",
    "002_e06062248d395ee6.txt",
    "final_accounts_template.pdf",
    "hangzhou_transport_2026.pdf",
    "ningde_office_2024.pdf",
    "petition_bureau_2024.pdf",
    "pingshan-data-2020.pdf",
    "pingshan-office-2020.pdf",
    "putuo_finance_2024.pdf",
    "suzhou_science_2026.pdf",
    "xian_publicity_2021.pdf",
)


@pytest.mark.parametrize("document", SMALL)
def test_no_finding_is_unjudged_or_wrong(document):
    path = next((folder / document for folder in FOLDERS if (folder / document).is_file()), None)
    if path is None:
        pytest.skip("the document is not here")
    found = alarms(path, VERDICTS)
    assert [alarm for alarm in found if alarm.verdict in UNFAIR] == []
    assert no_longer_found([path], found, VERDICTS) == []


def test_every_verdict_is_fair_and_says_why():
    assert [line for line in VERDICTS if line.verdict not in FAIR or not line.why] == []
    assert len({(line.document, line.outcome_id) for line in VERDICTS}) == len(VERDICTS)
