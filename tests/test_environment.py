"""One truth about the environment: pyproject.toml, environment.yml and the lock agree."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
LOCK = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("wanted", RUNTIME, ids=lambda r: r.name)
def test_conda_users_get_every_runtime_dependency_at_the_same_bound(wanted: Requirement) -> None:
    offered = {Requirement(line).name: Requirement(line).specifier for line in CONDA if isinstance(line, str)}
    assert offered.get(wanted.name) == wanted.specifier


def test_conda_users_get_the_package_itself_and_the_tools_of_the_readme() -> None:
    assert {"pip": ["-e ."]} in CONDA
    names = {Requirement(line).name for line in CONDA if isinstance(line, str)}
    assert {"jupyterlab", "pandas", "matplotlib", "papermill", "nbval", "camelot-py"} <= names


@pytest.mark.parametrize("wanted", [*RUNTIME, *EXTRAS], ids=lambda r: r.name)
def test_the_lock_holds_a_version_that_satisfies_each_dependency(wanted: Requirement) -> None:
    assert LOCK[wanted.name] in SpecifierSet(str(wanted.specifier), prereleases=True)


def test_the_lock_has_hashes_and_no_index_address() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert len(re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)) <= text.count("--hash=sha256:")
