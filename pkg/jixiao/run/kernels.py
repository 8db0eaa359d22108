"""Kernels forked from a warm process: jupyter_client starts them here without interpreter and imports to wait for.

A worker calls ``warm()`` before it does anything else. The nursery it forks has imported all that a report needs
and does nothing but fork kernels, so that each begins alike, whatever ran before it. Where fork does not exist,
and for kernels that are not Python's, the stock kernel starts.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from math import inf
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

import psutil
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "jixiao-warm"
_STOCK = "local-provisioner"
_LAUNCHER = "ipykernel_launcher"
_MESSAGE = 1 << 20
_ANSWER_SECONDS = 1
_RARELY = 100_000
#: What kernels import when they start.
_WARM = ("ipykernel.kernelapp", "ipykernel.debugger", "matplotlib_inline.backend_inline")

_nursery: socket.socket | None = None


@contextmanager
def warm() -> Iterator[None]:
    """Kernels of this process come from a nursery that is forked now; without fork they stay stock kernels.

    Call it while the process has one thread: a fork takes along no other.
    """
    global _nursery
    if not hasattr(os, "fork"):
        yield
        return
    factory: Any = KernelProvisionerFactory.instance()
    _nursery, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if (nursery := os.fork()) == 0:
        _nursery.close()
        _nurse(theirs)
    theirs.close()
    factory.default_provisioner_name = NAME
    try:
        yield
    finally:
        factory.default_provisioner_name = _STOCK
        _nursery.close()
        _nursery = None
        os.waitpid(nursery, 0)


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel by asking the nursery for one; in all else the stock provisioner."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Connection of a kernel that was forked, or of a stock one where none can be."""
        if _nursery is None or _LAUNCHER not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        wish = {"argv": cmd[cmd.index(_LAUNCHER) + 1 :], "env": kwargs.get("env"), "cwd": str(kwargs.get("cwd") or "")}
        _nursery.send(json.dumps(wish).encode())
        self.pid = int(_nursery.recv(_MESSAGE))
        if not self.pid:
            raise RuntimeError("a forked kernel did not start")
        self.pgid = self.pid  # it leads a session of its own
        self.process = _Forked(self.pid)  # type: ignore[assignment] # it answers as a Popen does
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info


class PromptClient(AsyncKernelClient):
    """Ready as soon as its kernel is heard; the stock client then waits a fifth of a second for silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel has answered on both channels. Raises RuntimeError where it does not, or dies."""
        until = monotonic() + (inf if timeout is None else timeout)
        while monotonic() < until:
            self.kernel_info()
            with suppress(Empty):
                answer = await self.get_shell_msg(timeout=_ANSWER_SECONDS)
                await self.get_iopub_msg(timeout=_ANSWER_SECONDS)
                self._handle_kernel_info_reply(answer)
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")


class _Forked(psutil.Process):
    """A kernel that another process has forked, spoken to as jupyter_client speaks to its children."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """None while it runs."""
        return None if self.is_running() and self.status() != psutil.STATUS_ZOMBIE else 0


def _nurse(wishes: socket.socket) -> None:
    """Fork a kernel for each wish until nobody can wish any more; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # kernels that end leave nothing to collect
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # as jupyter_client does before the debugger
    for name in _WARM:
        import_module(name)
    gc.freeze()
    while wish := wishes.recv(_MESSAGE):
        listens, told = os.pipe()
        if (kernel := os.fork()) == 0:
            wishes.close()
            os.close(listens)
            _become_kernel(told, **json.loads(wish))
        os.close(told)
        # Told when it listens: who connects before has to wait for zmq's next try. One that dies tells nothing.
        wishes.send(str(kernel if os.read(listens, 1) else 0).encode())
        os.close(listens)
    os._exit(0)


def _become_kernel(told: int, argv: list[str], env: dict[str, str] | None, cwd: str) -> None:
    """What ``python -m ipykernel_launcher`` does, and write to ``told`` when it listens; never returns."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        if env is not None:
            os.environ.clear()
            os.environ.update(env)
        if cwd:
            os.chdir(cwd)
        kernel = _kernel(argv)
        os.write(told, b"1")
        os.close(told)
        kernel.start()
        code = 0
    except Exception:
        traceback.print_exc()  # nobody else will say why it ended
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _kernel(argv: list[str]) -> Any:
    """A kernel that listens, with chance and figures as in a fresh interpreter."""
    from ipykernel.kernelapp import IPKernelApp

    gc.set_threshold(_RARELY)  # what matplotlib and pandas leave is little; to look for it took a tenth of the time
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    sys.argv = [_LAUNCHER, *argv]
    app: Any = IPKernelApp.instance(parent_handle=os.getppid())
    shown = [] if os.environ.get("MPLBACKEND") else ["--matplotlib=inline"]  # pyplot is imported already
    app.initialize([*argv, *shown])
    return app
