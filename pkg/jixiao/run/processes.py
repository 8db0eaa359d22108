"""A process with those it has begun: what memory they use, how they are ended, and that they end with who began them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeVar

import psutil

T = TypeVar("T")


def forked(work: Callable[[], T]) -> Callable[[], T]:
    """Begin the work in a fork of this process; what is returned waits for what comes of it.

    Work must not raise. EOFError where the process ended before.
    """
    context = get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, send))
    process.start()
    send.close()

    def value() -> T:
        try:
            made: T = receive.recv()
            return made
        finally:
            process.join()
            receive.close()

    return value


def _work(work: Callable[[], object], send: Connection) -> None:
    Thread(target=end_with_parent, daemon=True).start()
    send.send(work())


def megabytes(process: psutil.Process, limit: float) -> float:
    """Memory in use by a process and those it has begun; where it seems too much, each shared page is counted once.

    To count shared pages takes the system milliseconds, and the processes wait meanwhile.
    """
    family = _family(process)
    seeming = sum(_told(one, lambda each: int(each.memory_info().rss)) for one in family) / 1e6
    return sum(_told(one, _own_share) for one in family) / 1e6 if seeming > limit else seeming


def end(process: psutil.Process) -> None:
    """Kill what is left of a process and of those it has begun."""
    for one in reversed(_family(process)):
        with suppress(psutil.NoSuchProcess):
            one.kill()


def end_with_parent() -> None:
    """Wait until the process that began this one has ended, and end then, with all that this one has begun."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        end(psutil.Process())


def _family(process: psutil.Process) -> list[psutil.Process]:
    """A process and those it has begun; nobody where it has ended."""
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _own_share(process: psutil.Process) -> int:
    told = process.memory_full_info()
    return int(getattr(told, "pss", told.rss))  # Linux alone tells it


def _told(process: psutil.Process, ask: Callable[[psutil.Process], int]) -> int:
    """What a process says of itself; 0 where it has ended."""
    try:
        return ask(process)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
