"""The package from its wheel, in a fresh environment outside the repository, as people of other systems start it."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from places import ROOT

pytestmark = pytest.mark.slow
TEXT = "示范市数据局\n\n2023年度部门决算\n\n一、收入支出决算总体情况说明\n2023年度收支总计100万元。\n"
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
TREE = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the source tree."""
    pytest.importorskip("setuptools")
    tree, dist = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for name in TREE:
        shutil.copy(ROOT / name, tree)
    for name in ("pkg", "notebooks"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    subprocess.run([sys.executable, "-c", BUILD, str(dist)], cwd=tree, check=True, capture_output=True)
    (made,) = dist.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The python of a fresh environment: what the wheel needs is lent by the one the tests run in."""
    home = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    (site,) = home.rglob("site-packages")
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"], "utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index",
         "--ignore-installed", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    return python


def test_the_wheel_brings_rules_fonts_and_notebooks(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {
        path.relative_to(ROOT / "pkg").as_posix() for path in (ROOT / "pkg" / "jixiao").rglob("*") if path.is_file()
    }
    here = {name for name in here if "/__pycache__/" not in name}
    books = {f"jixiao/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {name for name in names if name.startswith("jixiao/")} == here | books


@pytest.mark.parametrize(
    "start", [pytest.param("forkserver", marks=pytest.mark.skipif(os.name == "nt", reason="no fork")), "spawn"]
)
def test_a_folder_is_reported_far_from_the_repository(start: str, installed: Path, tmp_path: Path) -> None:
    """With a console of GBK, a home that cannot be written to, and modules of the same names as the library's about."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "mine" / "b.pdf").write_bytes(b"%PDF-1.4 cut")
    for name in ("html", "json", "yaml", "jixiao"):
        (tmp_path / f"{name}.py").write_text('raise SystemExit("imported from the folder one works in")')
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "PYTHON", "MPL", "XDG_"))
    } | {"HOME": "/proc/none", "PYTHONIOENCODING": "gbk", "LC_ALL": "C"}
    command = [str(installed.with_name("jixiao")), "report", "mine", "--out", "out", "--lang", "zh", "--start", start]
    told = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    said = told.stderr.decode("gbk")
    assert told.returncode == 2, said  # one of the two cannot be read
    assert "1 of 2 reports made" in told.stdout.decode("gbk")
    lines = [line for line in said.replace("\r", "\n").splitlines() if line.strip() and "document" not in line]
    assert [
        line for line in lines if "report" not in line and not line.startswith(("ReadError", "  at: ", "  try: "))
    ] == []
    assert (tmp_path / "out" / "index.html").is_file()
    assert "示范市数据局" in (tmp_path / "out" / "示范市数据局-2023.zh.html").read_text("utf-8")
    assert list((tmp_path / "out" / "data" / "documents").rglob("*.parquet"))


def test_copies_of_the_notebooks_can_be_changed(installed: Path, tmp_path: Path) -> None:
    command = [str(installed.with_name("jixiao")), "notebooks", "own"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert {path.name for path in (tmp_path / "own").iterdir()} == {
        p.name for p in (ROOT / "notebooks").glob("*.ipynb")
    }
    (tmp_path / "own" / "department.ipynb").write_text("changed", "utf-8")
    again = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert again.returncode == 2
    assert "already" in again.stderr
    assert (tmp_path / "own" / "department.ipynb").read_text("utf-8") == "changed"
