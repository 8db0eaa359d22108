"""Text conversion and re-typeset PDF of the same disclosure give the same records.

The originals lie beside the project, not in it; where they are absent there is nothing to compare with.
"""

import pandas as pd
import pytest

import jixiao
from jixiao.values import plain_label, without_numbering
from places import ROOT

SEEDS = ROOT.parent / "shared" / "seeds"
PAIRS = {"pingshan-data-2020.pdf": "000_977ad1fe0b13bb92.txt", "pingshan-office-2020.pdf": "002_e06062248d395ee6.txt"}
#: Phrases longer than this were written anew in the samples, so only their figures can be compared.
LONGEST_PHRASE = 20

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the original disclosures are not beside this checkout")


@pytest.fixture(scope="module", params=sorted(PAIRS))
def pair(request: pytest.FixtureRequest) -> tuple[jixiao.Disclosure, jixiao.Disclosure]:
    return jixiao.read(SEEDS / PAIRS[request.param]), jixiao.read(ROOT / "data" / "raw" / request.param)


def comparable(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Columns as both documents must have them: labels without their spelling, long phrases left out."""
    result = pd.DataFrame(index=range(len(table)))
    for column in columns:
        values = table[column].reset_index(drop=True)
        result[column] = values if values.dtype.kind == "f" else [_phrase(value) for value in values]
    return result


def _phrase(value: object) -> object:
    if not isinstance(value, str):
        return None if value is pd.NA else value
    return without_numbering(plain_label(value)).replace(",", "").replace(";", "").rstrip(".。")


#: Sentences of the samples were written anew, some with a word for a reason, some without their year; a chapter's
#: heading stands once more in front of it.
OTHERWISE = ("change_reason", "evaluated_year", "heading.year", "heading.name")


def with_the_same_words(table: pd.DataFrame) -> pd.DataFrame:
    """Rows without what the samples say in other words or as often as they like."""
    return table[~table["metric"].isin(OTHERWISE)] if "metric" in table else table


def without_long_phrases(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """``one`` with every phrase left out that is long in either of the two."""
    long = one.map(_is_long) | other.map(_is_long)
    return one.mask(long, "long phrase")


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > LONGEST_PHRASE


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("tables", ["form"]),
        ("accounts", ["table", "side", "line", "code", "measure", "value", "term", "unit"]),
        ("projects", ["form", "period_start", "period_end", "name", "is_key", "attribute", "form_year"]),
        ("funds", ["fund", "initial_budget", "budget", "executed", "rate", "printed"]),
        ("indicators", ["position", "level1", "level2", "level3", "target", "actual", "operator", "target_value",
                        "target_unit", "actual_value", "actual_unit"]),
        ("investments", ["national_code", "industry", "total_investment", "fiscal_funding", "other_funding",
                         "construction", "started", "start_date", "completed", "completion_date", "initial_target",
                         "plan", "invested", "invested_fund", "invested_general", "payment_rate", "cumulative",
                         "completion_rate", "progress"]),
        ("scorecards", ["level1", "level1_weight", "level2", "level2_weight", "level3", "weight", "score", "is_total"]),
        ("payments", ["position", "amount", "unit", "is_total"]),
        ("claims", ["metric", "period", "subject", "value", "unit", "relation"]),
    ],
)  # fmt: skip
def test_text_and_pdf_give_the_same_rows(
    pair: tuple[jixiao.Disclosure, jixiao.Disclosure], table: str, columns: list[str]
) -> None:
    text, pdf = (comparable(with_the_same_words(d.tables[table]), columns) for d in pair)
    assert len(text) == len(pdf)
    pd.testing.assert_frame_equal(without_long_phrases(text, pdf), without_long_phrases(pdf, text))
