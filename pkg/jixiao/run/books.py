"""The notebooks that come with the package: where they lie, and copies of them to change."""

from __future__ import annotations

from pathlib import Path

from jixiao.errors import RunError
from jixiao.files import write_whole

#: In an installed package, and in the source tree, where they are edited.
_HOMES = (Path(__file__).parents[1] / "notebooks", Path(__file__).parents[3] / "notebooks")
_REPORT = "department.ipynb"


def find_notebook() -> Path:
    """The notebook of a report."""
    return _home() / _REPORT


def books() -> list[Path]:
    """All of them."""
    return sorted(_home().glob("*.ipynb"))


def lay_out(folder: Path) -> list[Path]:
    """Copies of all notebooks in a folder. Raises RunError where one of them is there already: it may have been changed."""
    copies = {folder / book.name: book for book in books()}
    if there := next((copy for copy in copies if copy.exists()), None):
        raise RunError("there is a notebook of this name already", where=str(there), hint="name another folder")
    return write_all({copy: book.read_bytes() for copy, book in copies.items()})


def write_all(files: dict[Path, bytes]) -> list[Path]:
    """Write new files. Raises RunError where they cannot be written."""
    try:
        return [write_whole(path, body) for path, body in files.items()]
    except OSError as error:
        said = f"cannot be written: {error.strerror or error}"
        raise RunError(said, where=str(error.filename or ""), hint="name another folder") from error


def _home() -> Path:
    for home in _HOMES:
        if (home / _REPORT).is_file():
            return home
    raise RunError("the notebooks are not in this package", where=str(_HOMES[0]), hint="install jixiao again")
