"""papermill's engine that runs the cells in a fork of this process: it has imported all they need, and what one
notebook leaves behind, no other finds.
"""

from __future__ import annotations

import gc
import os
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import Engine, papermill_engines

from jixiao.run.processes import end_with_parent
from jixiao.run.shell import Ran, run_cells
from jixiao.stages import log

NAME = "jixiao-fork"
_RARELY = 100_000
_LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


def is_possible() -> bool:
    """True where processes can be forked; the stock kernel runs where they cannot."""
    return hasattr(os, "fork")


class ForkEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Cells in a fork of this process, one after the other; nothing else of papermill changes."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, *_: Any, **options: Any) -> None:
        """Run the notebook. Raises CellTimeoutError for a cell that takes longer than ``execution_timeout`` seconds, and
        DeadKernelError where the process ends.
        """
        cells = {
            position: cell
            for position, cell in enumerate(nb_man.nb.cells)
            if cell.cell_type == "code" and cell.source.strip()
        }
        with _forked({position: cell.source for position, cell in cells.items()}) as answers:
            for position, cell in cells.items():
                nb_man.cell_start(cell, position)
                ran = _answer(answers, options.get("execution_timeout"), position)
                cell.execution_count = ran.count
                for changed, outputs in ran.outputs.items():
                    cells[changed].outputs = list(outputs)
                if ran.failed:
                    nb_man.cell_exception(cell, position)
                nb_man.cell_complete(cell, position)
                if ran.failed:
                    break
        nb_man.nb.metadata["language_info"] = dict(_LANGUAGE)


def _answer(answers: Connection, seconds: float | None, position: int) -> Ran:
    try:
        if answers.poll(seconds):
            ran: Ran = answers.recv()
            return ran
    except EOFError as error:
        raise DeadKernelError(f"its process ended in cell {position + 1}") from error
    raise CellTimeoutError(f"cell {position + 1} took longer than {seconds:g} s")


@contextmanager
def _forked(sources: Mapping[int, str]) -> Iterator[Connection]:
    """What becomes of the cells, from a process that is killed at the end."""
    context = get_context("fork")
    answers, tell = context.Pipe(duplex=False)
    with TemporaryDirectory() as folder:
        process = context.Process(target=_run, args=(sources, folder, tell))
        process.start()
        tell.close()
        try:
            yield answers
        finally:
            process.kill()
            process.join()
            answers.close()


def _run(sources: Mapping[int, str], folder: str, tell: Connection) -> None:
    """Runs in the fork, where chance is as in a fresh interpreter and the log is the notebook's own."""
    Thread(target=end_with_parent, daemon=True).start()
    log.handlers.clear()
    gc.set_threshold(_RARELY)  # what matplotlib and pandas leave is little; to look for it took a tenth of the time
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    run_cells(sources, folder, tell.send)


papermill_engines.register(NAME, ForkEngine)
