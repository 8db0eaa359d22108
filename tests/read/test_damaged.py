"""Damaged files of every format: each is read, or refused with file and remedy; nothing else comes out of a reader."""

from pathlib import Path

import pytest

from damaging import DAMAGES, tried, wholes

NUMBER = 300


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_damaged_file_is_read_or_refused_with_file_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIXIAO_CACHE")  # nothing of a damaged file is kept
    outcomes = list(tried(NUMBER, tmp_path))
    assert len({(one.ending, one.damage) for one in outcomes}) == len(wholes()) * len(DAMAGES)
    assert {one.became for one in outcomes} >= {"read", "ReadError"}
    assert [one for one in outcomes if not one.sound] == []
