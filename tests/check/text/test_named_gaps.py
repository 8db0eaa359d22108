"""A finding names what its gap is where that can be told: another unit, another quotient."""

from __future__ import annotations

import pytest

from builders import text_ledger

COST = "十、机关运行经费支出说明\n"


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("T6-05", COST + "机关运行经费支出502,500.00万元。", "ten thousand times"),
        ("T6-05", COST + "机关运行经费支出502,600.00万元。", ""),
        ("TX-07", COST + "机关运行经费支出50.25万元，比上年增加10.05万元，增长125%。", "this year over last year"),
        ("TX-07", COST + "机关运行经费支出50.25万元，比上年增加10.05万元，增长20%。", "the change over this year"),
        ("TX-07", COST + "机关运行经费支出50.25万元，比上年增加10.05万元，增长35%。", ""),
    ],
)
def test_a_gap_is_named(rule, text, said):
    found = text_ledger(text)
    (message,) = found.loc[(found["rule"] == rule) & (found["state"] == "broken"), "message_en"]
    named = [
        words
        for words in ("ten thousand times", "this year over last year", "the change over this year")
        if words in message
    ]
    assert named == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "residue"),
    [
        ("机关运行经费支出____万元。", ["____"]),
        ("机关运行经费支出50.25万元（如无，请说明原因）。", ["如无，请说明原因"]),
        ("机关运行经费支出50.25万元（请据实填写）。", ["请据实填写"]),
        ("机关运行经费支出50.25万元，含其他（请注明）。", []),
        ("机关运行经费支出50.25万元（请示件另见说明）。", []),
        ("机关运行经费支出50.25万元，比上年增加（减少）5.00万元。", ["增加(减少)"]),
        ("机关运行经费支出50.25万元，较2020年度决算数减少（增加）主要是人员变动。", ["减少(增加)"]),
        ("机关运行经费支出50.25万元，增长（下降）12.5%。", ["增长(下降)"]),
        ("机关运行经费支出50.25万元，决算数大于（小于）预算数的主要原因是人员变动。", ["大于(小于)"]),
        ("机关运行经费支出50.25万元，支出增加（减少）的主要原因是人员变动。", ["增加(减少)"]),
        ("生态效益指标为上升（降低）空气质量、减少（增加）碳排放。", []),
        ("效益指标：群众信访量上升（下降）情况得到记录，完成较好。", []),
    ],
)
def test_what_a_template_tells_its_writer_is_found(text, residue):
    found = text_ledger(COST + text)
    (outcome,) = found[found["rule"] == "TX-22"].to_dict("records")
    assert [place["printed"] for place in outcome["places"]] == residue
