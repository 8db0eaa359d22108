"""A form that adds up its indicators kind by kind: such a row is no indicator, in no format."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao
from holding import as_document, text_of
from jixiao.check import check, findings
from typeset.render.formats import FORMATS

LAST_OUTPUT = (
    "|  |  | 时效指标（10分） | 来电按时完成率 | ≥ | 98 | % | 96% | 10 | 9 | 系统升级停机两日，下一步增加备用线路。 |\n"
)
SUBTOTAL = "|  | {} |  |  |  |  |  |  | 50 | 49.25 |  |\n"


@pytest.mark.parametrize("ending", [".md", ".xlsx", ".html"])
@pytest.mark.parametrize("label", ["小计", "产出指标小计"])
def test_a_subtotal_is_no_indicator(ending: str, label: str, tmp_path: Path) -> None:
    text = text_of("projects_2021")
    assert text.count(LAST_OUTPUT) == 1
    names = []
    for number, printed in enumerate((text, text.replace(LAST_OUTPUT, LAST_OUTPUT + SUBTOTAL.format(label)))):
        path = tmp_path / f"forms{number}{ending}"
        FORMATS[ending](as_document(printed), path)
        read = jixiao.read(path)
        names.append(read.tables["indicators"]["level3"].tolist())
    assert names[0] == names[1]
    cells = read.indicators.set_index("level3").loc["来电按时完成率", "cells"]
    kept = {name: place["printed"] for name, place in cells.items() if name.startswith("subtotal ")}
    assert kept == {"subtotal weight": "50", "subtotal score": "49.25"}
    assert not set(findings(check(read))["rule"]) & {"P-07a", "P-07c", "I-16"}
