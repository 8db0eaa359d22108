"""Fixtures shared by the tests."""

import gc
import os

import pytest
from hypothesis import settings

import jixiao
from browsing import reader
from places import RAW, ROOT

__all__ = ["RAW", "ROOT", "bureau", "office", "reader"]


# A source is read once for all tests and workers, also by those that work in another folder.
os.environ.setdefault("JIXIAO_CACHE", str(ROOT / "data" / "processed" / "cache"))
# Processes that tests start do not compile all modules again, each for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
#: `make fuzz` names it: --hypothesis-profile=fuzz.
settings.register_profile("fuzz", max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    help_text = "write what is made now into tests/golden; read it by eye against the documents before a commit"
    parser.addoption("--update-golden", action="store_true", help=help_text)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: many tests wait, for a browser, for processes or for a limit of time to pass."""
    return min(4, (os.cpu_count() or 1) + 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with tests that take long come first: no worker begins one when the others have ended."""
    long = {item.path for item in items if item.get_closest_marker("slow") or item.path.suffix == ".ipynb"}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import are no garbage: to look through them each time took a fifth of the time."""
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session")
def bureau() -> jixiao.Disclosure:
    """The larger sample: nine tables, text, scorecard, 33 forms."""
    return jixiao.read(RAW / "pingshan-data-2020.pdf")


@pytest.fixture(scope="session")
def office() -> jixiao.Disclosure:
    """The smaller sample: twelve forms."""
    return jixiao.read(RAW / "pingshan-office-2020.pdf")
