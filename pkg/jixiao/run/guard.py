"""One task in a process of its own, forked from a warm one, with a limit of time and of memory."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from threading import Event, Thread
from time import monotonic
from typing import Any, TypeVar

import psutil

from jixiao.errors import RunError
from jixiao.run.ending import fail
from jixiao.run.processes import end, end_with_parent, megabytes
from jixiao.run.records import Result, Task
from jixiao.stages import log

_LOOK_SECONDS = 0.25
T = TypeVar("T")
_DONE, _NOTHING = "the last stage done", "none"
#: Names how processes start, where the quickest way of the system is not wanted.
START = "JIXIAO_START"
_QUICKEST = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
_WARM = ["jixiao.run.warmed"]
_SAFE_PATH = "PYTHONSAFEPATH"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one department's year may take, and how many million bytes of memory."""

    seconds: float = 900
    megabytes: float = 3000


UNHURRIED = Limits()


def guarded(task: Task, limits: Limits, stopping: Event | None = None) -> Result:
    """The task's result; a page that says why where its process hangs, eats memory or dies."""
    ended = apart(partial(_make, task), task.subject.stem, limits, stopping)
    return fail(task, ended) if isinstance(ended, RunError) else ended


def get_ready() -> None:
    """Start the process that workers are forked from, if there is none: it imports what they need, and nobody waits for it."""
    if _method() == "forkserver":
        forkserver: Any = import_module("multiprocessing.forkserver")  # not every system has it
        forkserver.set_forkserver_preload(_WARM)
        with _safe_path():
            forkserver.ensure_running()


@contextmanager
def _safe_path() -> Iterator[None]:
    """An interpreter that starts meanwhile imports nothing from the folder it starts in: not a user's ``html.py``."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def _method() -> str:
    return os.environ.get(START) or _QUICKEST


def apart(work: Callable[[], T], name: str, limits: Limits, stopping: Event | None = None) -> T | RunError:
    """What the work returns, done in a process of its own, or why it was not waited for. Work must not raise."""
    get_ready()
    context: Any = get_context(_method())
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, dict(os.environ), os.getcwd(), send))
    process.start()
    send.close()
    try:
        worker: psutil.Process | None = psutil.Process(process.pid)
    except psutil.NoSuchProcess:  # it has ended already; what it said waits in the pipe
        worker = None
    try:
        ended: T | RunError = _await(worker, receive, name, limits, stopping or Event())
        return ended
    finally:
        if worker:
            end(worker)
        process.join()
        receive.close()


def _await(worker: psutil.Process | None, receive: Connection, name: str, limits: Limits, stopping: Event) -> Any:
    """What the worker returns, or why it is not waited for any longer. Its lines for the log are passed on."""
    began, last = monotonic(), _NOTHING
    while not stopping.is_set():
        try:
            said = receive.recv() if receive.poll(_LOOK_SECONDS) else None
        except EOFError:
            return _killed(name, last)
        if isinstance(said, _Returned):
            return said.value
        if said:
            log.info("%s %s", name, " ".join(said))
            last = said[0]
        if monotonic() - began > limits.seconds:
            hint = "allow more with --time-limit"
            return RunError(f"stopped after {limits.seconds:g} s; {_DONE}: {last}", where=name, hint=hint)
        if worker and (used := megabytes(worker, limits.megabytes)) > limits.megabytes:
            hint = "allow more with --memory-limit"
            return RunError(f"stopped at {used:.0f} MB of memory; {_DONE}: {last}", where=name, hint=hint)
    return RunError("the batch was stopped", where=name, hint="run jixiao report again")


def _killed(name: str, last: str) -> RunError:
    return RunError(f"the process was killed; {_DONE}: {last}", where=name, hint="is memory short?")


@dataclass(frozen=True, slots=True)
class _Returned:
    value: Any


def _make(task: Task) -> Result:
    from jixiao.run.worker import make_one  # Jupyter takes seconds to import: the warm process has done so

    return make_one(task)


def _work(work: Callable[[], object], environment: dict[str, str], folder: str, send: Connection) -> None:
    """Runs in the worker: its lines for the log, then what the work returns."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    Thread(target=end_with_parent, daemon=True).start()  # the next batch must be alone on its files
    log.addHandler(_Sending(send))
    log.setLevel(logging.INFO)
    send.send(_Returned(work()))


class _Sending(logging.Handler):
    """Hands lines for the log to the process that keeps it."""

    def __init__(self, send: Connection) -> None:
        super().__init__()
        self._send = send

    def emit(self, record: logging.LogRecord) -> None:
        name, _, seconds = record.getMessage().rpartition(" took ")
        self._send.send((name, seconds))
