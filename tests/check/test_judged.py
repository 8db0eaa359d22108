"""Every error and warning about tables and forms was judged by a person: none unjudged, none wrong.

PDFs were judged against their pages, the two seeds against their text and records: their originals are not here.

``judged/forms.csv`` holds one line for each: document, rule, subject, verdict and why. A new finding on these documents
has to be looked up on its page before it gets its line; one that is no longer found has to be taken out.
"""

from __future__ import annotations

import csv

import pytest

import jixiao
from builders import RULES
from jixiao.check import check, findings
from places import RAW, SHARED, TESTS

FOLDERS = (RAW, SHARED / "real", SHARED / "seeds")
with (TESTS / "judged" / "forms.csv").open(encoding="utf-8") as file:
    JUDGED = list(csv.DictReader(file))
DOCUMENTS = sorted({line["document"] for line in JUDGED} | {"putuo_finance_2024.pdf", "final_accounts_template.pdf"})


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_finding_is_unjudged_or_wrong(document):
    path = next((folder / document for folder in FOLDERS if (folder / document).is_file()), None)
    if path is None:
        pytest.skip("the document is not here")
    seen = findings(check(jixiao.read(path), RULES))
    alarms = seen[seen["severity"] != "info"]
    told = sorted(zip(alarms["rule"], alarms["subject"], strict=True))
    judged = sorted((line["rule"], line["subject"]) for line in JUDGED if line["document"] == document)
    assert told == judged


def test_no_judged_finding_is_wrong():
    assert [line for line in JUDGED if line["verdict"] != "right" or not line["reason"]] == []
