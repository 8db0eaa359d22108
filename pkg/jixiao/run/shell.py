"""Cells run in this process as a notebook's kernel runs them, and what they put out as a notebook keeps it."""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOBase
from typing import Any

import nbformat
from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

_from_dict: Any = nbformat.from_dict  # only partly typed
_INLINE = "module://matplotlib_inline.backend_inline"
#: What pandas chooses where it is imported in a notebook; it was imported before there was one.
_COLUMNS = 20
Output = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a cell: its number in the order of execution, the outputs of each cell that changed (by position:
    a display may be put in place of an earlier one), and whether it failed.
    """

    count: int
    outputs: Mapping[int, Sequence[Output]]
    failed: bool


class Outputs:
    """The outputs of all cells, by position; those of the cell that runs are added to."""

    def __init__(self) -> None:
        self._cells: dict[int, list[Output]] = {}
        self._displays: dict[str, list[tuple[int, Output]]] = {}
        self._running = 0
        self._changed: set[int] = set()
        self._clears = False

    def begin(self, position: int) -> None:
        """The cell at this position runs from now on."""
        self._running, self._cells[position], self._changed, self._clears = position, [], {position}, False

    def changed(self) -> dict[int, list[Output]]:
        """Outputs of the cells that changed since ``begin``."""
        return {position: self._cells[position] for position in sorted(self._changed)}

    def write(self, stream: str, text: str) -> None:
        """Text on stdout or stderr, put to what was written there just before."""
        last = self._cells[self._running][-1:]
        if text and last and not self._clears and last[0].get("name") == stream:
            last[0]["text"] += text
        elif text:
            self._add(_output("stream", name=stream, text=text))

    def show(self, kind: str, data: Mapping[str, Any], metadata: Any, display: str | None = None, **more: Any) -> None:
        """A value in all the forms it has; ``display`` is a name by which it can be replaced."""
        made = _output(kind, data=_plain(data), metadata=dict(metadata or {}), **more)
        self._add(made)
        if display:
            self._displays.setdefault(display, []).append((self._running, made))

    def replace(self, display: str, data: Mapping[str, Any], metadata: Any) -> None:
        """Other forms in place of all that was shown under this name."""
        for position, shown in self._displays.get(display, ()):
            shown.update(data=_plain(data), metadata=dict(metadata or {}))
            self._changed.add(position)

    def fail(self, kind: type[BaseException], value: object, traceback: Sequence[str]) -> None:
        """An error that ended the cell."""
        self._add(_output("error", ename=kind.__name__, evalue=str(value), traceback=list(traceback)))

    def clear(self, wait: bool) -> None:
        """Nothing of the running cell any more, at once or when the next output is there."""
        self._clears = wait
        if not wait:
            self._cells[self._running].clear()

    def _add(self, output: Output) -> None:
        if self._clears:
            self.clear(wait=False)
        self._cells[self._running].append(output)


def _output(kind: str, **fields: Any) -> Output:
    """An output as nbformat has it; whoever writes the notebook validates it with all others."""
    made: Output = _from_dict({"output_type": kind, **fields})
    return made


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Forms of a value as JSON has them: pictures given as bytes become text."""
    return {kind: b64encode(form).decode() if isinstance(form, bytes) else form for kind, form in data.items()}


class _Stream(TextIOBase):
    """stdout or stderr of the cells."""

    encoding = "UTF-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._outputs.write(self._name, text)
        return len(text)


class _Displays(DisplayPublisher):
    """What ``display`` is given."""

    shell: Any

    def publish(
        self, data: Any, metadata: Any = None, *_: Any, transient: Any = None, update: bool = False, **__: Any
    ) -> None:
        name, outputs = (transient or {}).get("display_id"), self.shell.outputs
        if update:
            outputs.replace(name, data, metadata)
        else:
            outputs.show("display_data", data, metadata, name)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class _Results(DisplayHook):
    """The value of a cell's last expression."""

    shell: Any

    def write_output_prompt(self) -> None:
        """No prompt stands in a notebook."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.shell.outputs.show("execute_result", format_dict, md_dict, execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        """Nor does anything behind the value."""


class _ZMQShell(ZMQInteractiveShell):
    """The shell of a kernel without the kernel: all that cells put out goes to ``outputs`` instead of sockets.

    Libraries know a notebook by the name of its class.
    """

    displayhook_class: Any = Type(_Results)
    display_pub_class: Any = Type(_Displays)
    outputs: Outputs

    def enable_gui(self, gui: Any = None) -> None:
        """No window opens here."""

    def ask_exit(self) -> None:
        """``exit`` does nothing: the kernel that it would end is not there."""

    def _showtraceback(self, etype: type[BaseException], evalue: object, stb: Sequence[str]) -> None:
        self.outputs.fail(etype, evalue, stb)


def run_cells(cells: Mapping[int, str], folder: str, tell: Callable[[Ran], None]) -> None:
    """Run the sources of cells, by position, in order, until one fails; ``tell`` what became of each.

    This process belongs to them from now on. ``folder`` is IPython's own.
    """
    outputs = Outputs()
    outputs.begin(0)
    sys.stdout, sys.stderr = _Stream("stdout", outputs), _Stream("stderr", outputs)
    shown = os.environ.setdefault("MPLBACKEND", _INLINE) == _INLINE
    InteractiveShell.clear_instance()
    config = Config({"HistoryManager": {"enabled": False}})
    shell: Any = _ZMQShell.instance(ipython_dir=folder, config=config, compiler_class=XCachingCompiler)
    shell.outputs = outputs
    if pandas := sys.modules.get("pandas"):
        pandas.set_option("display.max_columns", _COLUMNS)
    if shown and "matplotlib" in sys.modules:
        shell.enable_matplotlib("inline")
    for position, source in cells.items():
        outputs.begin(position)
        count = shell.execution_count
        result = shell.run_cell(source, store_history=True)
        tell(Ran(count, outputs.changed(), not result.success))
        if not result.success:
            return
