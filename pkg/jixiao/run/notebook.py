"""Run one notebook for one department, year and language, in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from jixiao.errors import RunError
from jixiao.files import write_whole
from jixiao.run.engine import NAME, is_possible

_TIMEOUT_SECONDS = 120
Parameters = Mapping[str, str | int]
_nbformat: Any = nbformat  # only partly typed


def execute(notebook: Path, output: Path, parameters: Parameters, kernel: bool = False) -> nbformat.NotebookNode:
    """The notebook, run from top to bottom with these parameters, and written to ``output``: in a fork of this process,
    or in a ``kernel``.

    Raises RunError for a parameter it does not have, and for a cell that fails; the notebook
    is kept as far as it came. Without parameters, and with ``output`` the notebook itself, it is run in place.
    """
    check_parameters(notebook, parameters)
    name = " ".join(str(value) for value in parameters.values())
    with TemporaryDirectory() as folder:
        made = Path(folder, "executed.ipynb")
        try:
            _run(notebook, made, parameters, kernel)
        except PapermillExecutionError as error:
            write_whole(output, made.read_bytes())
            said = f"{error.ename}: {error.evalue}".strip().splitlines()
            where = f"{notebook.name} cell {error.cell_index + 1} ({name})"
            raise RunError(f"the notebook failed: {said[0]}", where=where, hint=f"open {output.name}") from error
        except (CellTimeoutError, DeadKernelError) as error:
            last = str(error).strip().splitlines()[0]
            raise RunError(f"the notebook did not finish: {last}", where=f"{notebook.name} ({name})") from error
        executed = tidy(_nbformat.read(made, as_version=4))
    write_whole(output, _nbformat.writes(executed) + "\n")
    return executed


def check_parameters(notebook: Path, parameters: Parameters) -> None:
    """RunError for a name the notebook's parameters cell does not have: papermill would only warn."""
    if not notebook.is_file():
        raise RunError("no such notebook", where=str(notebook), hint="run in the project's folder")
    has = papermill.inspect_notebook(str(notebook))
    if unknown := [name for name in parameters if name not in has]:
        hint = f"it has: {', '.join(has) or 'no parameters cell'}"
        raise RunError(f"the notebook has no parameter {', '.join(unknown)}", where=notebook.name, hint=hint)


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without clock times, paths, versions and random ids: the same run gives the same file."""
    made = deepcopy(notebook)
    made.metadata.pop("papermill", None)
    made.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(made.cells, 1):
        cell["id"] = f"cell-{number:02d}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    return made


def _options(folder: str, kernel: bool) -> dict[str, Any]:
    """How papermill runs the cells: in a fork of this process, or in a kernel that is spoken to by files in a folder of
    its own where the system can, for ports may collide.
    """
    if not kernel and is_possible():
        return {"engine_name": NAME}
    by_files = {"transport": "ipc", "connection_file": f"{folder}/kernel.json"} if os.name == "posix" else {}
    # "immediate": the kernel has said all it had to say
    return {"shutdown_kernel": "immediate", "config": Config({"KernelManager": by_files})}


def _run(notebook: Path, output: Path, parameters: Parameters, kernel: bool) -> None:
    with TemporaryDirectory() as folder:
        try:
            papermill.execute_notebook(
                str(notebook),
                str(output),
                dict(parameters),
                kernel_name="python3",
                execution_timeout=_TIMEOUT_SECONDS,
                progress_bar=False,
                log_output=False,
                autosave_cell_every=0,
                request_save_on_cell_execute=False,
                **_options(folder, kernel),
            )
        except RuntimeError as error:
            if isinstance(error, DeadKernelError) or "ernel" not in str(error):
                raise
            raise RunError(f"the kernel did not start: {error}", where=notebook.name) from error
