"""Both samples stored, and exported once in each format."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import jixiao
from jixiao.product import export, of_folder, write_datapackage
from stocks import stored_as


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, bureau: jixiao.Disclosure, office: jixiao.Disclosure) -> Path:
    """Both samples with their outcomes and scores."""
    made = tmp_path_factory.mktemp("stored")
    stored_as(made, "pingshan-data", bureau)
    stored_as(made, "pingshan-office", office)
    write_datapackage(made)
    return made


@pytest.fixture(scope="session")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """All of them in one format, written once."""
    home = tmp_path_factory.mktemp("exported")

    @cache
    def made(form: str) -> Path:
        export(of_folder(folder), form, home / f"all.{form}")
        return home / f"all.{form}"

    return made
