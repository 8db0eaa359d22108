"""Charts over departments: from budget to outturn, and what became of the targets."""

import pandas as pd
import pytest

from jixiao import report

RATES = pd.DataFrame(
    {"department": ["甲局", "乙局"], "fiscal_year": 2023, "compared": ["documents", "text"], "q25": [-0.2, 0.0],
     "median": [-0.1, 0.05], "q75": [0.0, 0.1], "n": [12, 7], "share_large": [0.5, 0.0]}
)  # fmt: skip
CHANGES = pd.DataFrame(
    {
        "department": ["甲局", "甲局", "乙局"],
        "fiscal_year": 2023,
        "change": ["kept", "lowered", "kept"],
        "n": [8, 2, 5],
        "share": [0.8, 0.2, 1.0],
    }
)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_deviations_stand_by_department_with_their_number(lang):
    axes = report.deviation(RATES, lang).axes[0]
    assert [text.get_text() for text in axes.texts] == ["12", "7"]
    assert axes.get_yticklabels()[0].get_text().startswith("甲局 2023")
    assert "19" in report.deviation_alt(RATES, lang)
    assert axes.collections[1].get_offsets()[:, 0].tolist() == [-0.1, 0.05]


@pytest.mark.parametrize(("lang", "names"), [("zh", ["未变", "降低"]), ("en", ["kept", "lowered"])])
def test_targets_by_what_became_of_them(lang, names):
    axes = report.moved_targets(CHANGES, lang).axes[0]
    assert axes.get_legend_handles_labels()[1] == names
    assert sorted(text.get_text() for text in axes.texts) == ["10", "5"]


def test_nothing_compared_is_no_chart():
    assert report.deviation(RATES.iloc[:0], "zh") is None
    assert report.deviation_alt(RATES.iloc[:0], "zh") == ""
    assert report.moved_targets(CHANGES.iloc[:0], "zh") is None
