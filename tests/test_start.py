"""What the package is at its door: names imported when they are used, packages that are called like functions."""

import inspect
import pickle
import subprocess
import sys

import pytest

import jixiao
from places import RAW

SAMPLE = RAW / "pingshan-office-2020.pdf"
#: What takes long to import, and is not needed to name what there is.
_HEAVY = ("pandas", "numpy", "pyarrow", "yaml", "camelot", "matplotlib", "papermill")


def said_by(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_package_alone_imports_nothing_heavy() -> None:
    code = f"import sys, jixiao; print([name for name in {_HEAVY} if name in sys.modules])"
    assert said_by(code) == "[]"


@pytest.mark.parametrize("name", ["read", "check", "score"])
def test_a_verb_is_called_although_its_package_was_not_imported(name: str) -> None:
    assert said_by(f"import jixiao; print(callable(jixiao.{name}))") == "True"


def test_verbs_are_called_although_their_packages_were_imported() -> None:
    first = "import jixiao.read.pdf, jixiao.check.ledger, jixiao.score.model"
    assert (
        said_by(f"{first}; print(*(callable(v) for v in (jixiao.read, jixiao.check, jixiao.score)))")
        == "True True True"
    )


def test_modules_of_a_verb_are_found_beside_its_function() -> None:
    assert said_by("import jixiao.read.pdf; print(jixiao.read.pdf.read_pdf.__name__)") == "read_pdf"


def test_a_verb_shows_the_signature_of_its_function() -> None:
    from jixiao.project import read

    assert inspect.signature(jixiao.read) == inspect.signature(read)


def test_a_verb_goes_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(jixiao.read)) is jixiao.read  # noqa: S301 our own


def test_a_name_that_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        jixiao.raed  # noqa: B018


def test_reading_a_pdf_imports_nothing_that_draws_and_what_draws_can_be_imported_after_it() -> None:
    code = f"import sys, jixiao; jixiao.read({str(SAMPLE)!r}); print([n for n in sys.modules if n.startswith('matplotlib')])"
    assert said_by(f"{code}; import matplotlib.patches as p; print(p.Patch.__name__)").split() == ["[]", "Patch"]


def test_planning_a_batch_imports_nothing_that_draws() -> None:
    code = "import sys, jixiao.run, jixiao.report; print([n for n in sys.modules if n.startswith('matplotlib')])"
    assert said_by(code) == "[]"


def test_what_draws_is_found_when_it_is_asked_for() -> None:
    code = "from jixiao import report; print([n for n in report.__all__ if not callable(getattr(report, n))])"
    assert said_by(code) == "[]"
    from jixiao import report

    with pytest.raises(AttributeError, match="no attribute 'picturesque'"):
        report.picturesque  # noqa: B018
