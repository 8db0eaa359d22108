"""The same tasks on the machines of a Dask cluster that is there already."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jixiao.errors import JixiaoError, RunError
from jixiao.run.ending import fail
from jixiao.run.guard import Limits
from jixiao.run.records import Result, Task
from jixiao.run.ship import made_here
from jixiao.versions import fingerprint

_ANSWER_SECONDS = 30
_HINT = "start its workers in an environment with the same version of jixiao"


def on_cluster(tasks: Sequence[Task], scheduler: str, limits: Limits) -> Iterator[Result]:
    """Results as they come from the workers of the scheduler at this address (``tcp://host:port``).

    What a worker that was lost had begun is begun again on another. Raises RunError where no scheduler answers.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        hint = "pip install 'jixiao[cluster]'"
        raise RunError("dask.distributed is not installed", where=scheduler, hint=hint) from error
    try:
        client: Any = distributed.Client(scheduler, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RunError(f"no scheduler answers: {error}", where=scheduler, hint="start one: dask scheduler") from error
    with client:
        notebook = tasks[0].notebook.read_bytes()
        waiting = {client.submit(_work, task, notebook, limits, pure=False): task for task in tasks}
        for future in distributed.as_completed(waiting, loop=client.loop):
            yield _result(waiting[future], future)


def _result(task: Task, future: Any) -> Result:
    error = future.exception()
    if error is None:
        made: Result = future.result()
        return made
    said = f"lost on the cluster: {type(error).__name__}: {error}".splitlines()[0]
    fault = error if isinstance(error, JixiaoError) else RunError(said, where=task.subject.stem, hint=_HINT)
    return fail(task, fault)


def _work(task: Task, notebook: bytes, limits: Limits) -> Result:
    """Runs on a worker, with the notebook that the batch was begun with."""
    if (here := fingerprint()) != task.inputs.code:
        raise RunError(f"this worker has another version of jixiao: {here}", where=task.subject.stem, hint=_HINT)
    # A nanny marks its worker as one that may have no children; ours end with it by themselves.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    with TemporaryDirectory(prefix="jixiao-") as folder:
        copy = Path(folder, task.notebook.name)
        copy.write_bytes(notebook)
        return made_here(replace(task, notebook=copy), limits)
