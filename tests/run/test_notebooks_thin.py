"""Notebooks stay thin: the work is in pkg/, and their stored outputs can be compared."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest

from places import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
IMPORTS = {"jixiao", "pandas", "matplotlib", "IPython"}
LINES = 12
CELLS = range(10, 16)
PATH = re.compile(r"(?:/home/|/Users/|/tmp/|/opt/|[A-Z]:\\\\)")


def faults(notebook: Any) -> Iterator[str]:
    """What keeps a notebook from being thin, reproducible and comparable."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        yield "not run once, top to bottom (nbval would then check nothing)"
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "kernelspec is not python3"
    if len(notebook.cells) not in CELLS:
        yield f"has {len(notebook.cells)} cells, not {CELLS.start} to {CELLS.stop - 1}"
    tagged = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        yield "needs exactly one cell tagged 'parameters'"
    for cell in tagged:
        yield from parameter_faults(cell.source)
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code":
            yield from (f"cell {number} {fault}" for fault in cell_faults(cell))


def cell_faults(cell: Any) -> Iterator[str]:
    if len(cell.source.splitlines()) > LINES:
        yield f"has more than {LINES} lines: move the work into pkg/"
    if re.search(r"^\s*[%!]", cell.source, re.MULTILINE):
        yield "uses a magic"
        return
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield "defines a function or class: move it into pkg/"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from (f"imports {name}" for name in names if name.partition(".")[0] not in IMPORTS)
    if PATH.search(cell.source) or PATH.search(str(cell.outputs)):
        yield "holds a path of one machine"
    if any(output.get("name") == "stderr" for output in cell.outputs):
        yield "writes to stderr"


def parameter_faults(source: str) -> Iterator[str]:
    """Only ``name: str = "literal"`` and ``name: int = 1``: what papermill reads and injects."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.value, ast.Constant):
            yield f"parameter is no annotated literal: {ast.unparse(node)}"
        elif ast.unparse(node.annotation) != type(node.value.value).__name__ or not isinstance(
            node.value.value, str | int
        ):
            yield f"parameter is not what its annotation says: {ast.unparse(node)}"


def build(*sources: str, kernel: str = "python3") -> Any:
    """A good notebook with other cells put in, executed as far as the counts say."""
    v4 = nbformat.v4
    cells = [v4.new_code_cell('department: str = "a"\nfiscal_year: int = 2020', metadata={"tags": ["parameters"]})]
    cells += [v4.new_code_cell(source) for source in sources or ("import jixiao", "from IPython.display import HTML")]
    cells += [v4.new_code_cell("1") for _ in range(12 - len(cells))]
    for number, cell in enumerate(cells, 1):
        cell.execution_count = number
    kernel = {"name": kernel, "display_name": "Python 3"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_projects_notebooks_are_thin(path):
    assert list(faults(nbformat.read(path, as_version=4))) == []


def test_the_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == ["comparison", "department", "walkthrough"]


def test_a_good_notebook_has_no_fault():
    assert list(faults(build())) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("\n".join(["1"] * 13), "more than 12 lines"),
        ("def f():\n    pass", "defines a function"),
        ("class A: pass", "defines a function or class"),
        ("f = lambda: 1", "defines a function"),
        ("import numpy", "imports numpy"),
        ("from os.path import join", "imports os.path"),
        ("%matplotlib inline", "uses a magic"),
        ("x = '/home/someone/a.csv'", "path of one machine"),
    ],
)
def test_a_bad_cell_is_named(source, said):
    (fault,) = faults(build(source))
    assert fault.startswith("cell 2 ")
    assert said in fault


@pytest.mark.parametrize(
    "line", ["year = 2020", "twice: int = 2 * 2", "x: float = 1.5", "y: str = 5", "p: Path = None"]
)
def test_only_literals_are_parameters(line):
    notebook = build()
    notebook.cells[0].source = line
    assert [fault for fault in faults(notebook) if fault.startswith("parameter")]


def test_missing_parameters_runs_kernel_and_outputs_are_seen():
    notebook = build(kernel="conda-env")
    notebook.cells[0].metadata["tags"] = []
    notebook.cells[3].execution_count = None
    notebook.cells[4].outputs = [nbformat.v4.new_output("stream", name="stderr", text="/opt/x: warning")]
    notebook.cells += notebook.cells[:5]
    assert len(list(faults(notebook))) >= 6
