"""Notebooks are edited in ``notebooks/`` and travel in the package; all else stands in pyproject.toml."""

from pathlib import Path
from shutil import copy2

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithNotebooks(build_py):
    """Puts the notebooks beside the modules of what is built."""

    def run(self) -> None:
        """Build, then copy; an editable install finds them where they are edited."""
        super().run()
        if self.editable_mode:
            return
        folder = Path(self.build_lib, "jixiao", "notebooks")
        folder.mkdir(parents=True, exist_ok=True)
        for book in sorted(Path("notebooks").glob("*.ipynb")):
            copy2(book, folder)


setup(cmdclass={"build_py": BuildWithNotebooks})
