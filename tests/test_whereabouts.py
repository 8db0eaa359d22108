"""Where sources lie, and what stands beside them."""

from pathlib import Path

from jixiao.whereabouts import Workspace


def test_who_answers_for_the_reports_stands_beside_the_manifest(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    assert place.contact == ""
    (tmp_path / "contact.txt").write_text("某某研究组，\n示例路 1 号\n", "utf-8")
    assert place.contact == "某某研究组， 示例路 1 号"
    (tmp_path / "contact.txt").write_bytes(b"\xff\xfe\xff")
    assert place.contact == ""
