"""Notebooks in a fork of the worker: what a stock kernel puts out, nothing of one in the next, an end to all that hangs."""

import shutil
import warnings

import nbformat
import pytest

from batches import files, project, shown
from jixiao.errors import RunError
from jixiao.run import batch, engine, make_reports, notebook
from jixiao.run.notebook import execute
from places import RAW, ROOT
from report_samples import prepare

pytestmark = pytest.mark.slow
v4 = nbformat.v4
LEAVES = """import builtins, os, sys, random, numpy, pandas, jixiao.figures
print(hasattr(builtins, "left"), "LEFT" in os.environ, hasattr(jixiao.figures, "left"), pandas.get_option("display.max_rows"))
print(random.random(), numpy.random.rand(), os.getpid())
builtins.left = jixiao.figures.left = os.environ["LEFT"] = "left"
pandas.set_option("display.max_rows", 7)"""
#: Every way in which cells put something out.
SAYS = [
    "1 + 1",
    "_ * 21, len(In), sorted(Out)",
    "print('one'); print('two', end='')",
    "import sys\nprint('out'); print('err', file=sys.stderr)\n'value'",
    "from IPython.display import HTML, Image, Markdown, clear_output, display\ndisplay(HTML('<b>b</b>'), Markdown('*m*'))",
    "Image(data=b'\\x89PNG\\r\\n\\x1a\\n', format='png')",
    "class Both:\n    def _repr_png_(self): return b'bytes'\n    def _repr_html_(self): return '<i>i</i>'\n    def __repr__(self): return 'both'\nBoth()",
    "import pandas\npandas.DataFrame({f'c{n}': range(70) for n in range(25)})",
    "handle = display('first', display_id='a')",
    "handle.update('second'); print('here')",
    "print('gone'); clear_output(wait=True); display('stays'); 1;",
    "import matplotlib.pyplot as plt\nplt.rcdefaults()\nplt.plot([1, 2])\nplt.title('a');",
    "%matplotlib inline\nplt.bar([1], [2]); plt.show(); print('after')",
    "%%capture kept\nprint('caught')",
    "import asyncio\nawait asyncio.sleep(0, 'waited')",
    "__name__, type(get_ipython()).__mro__[1].__name__ != 'object'",
    "",
    "def deep(n):\n    return deep(n - 1) if n else 1 / 0\ndeep(2)",
]
ENDS = [
    "x = (",
    "import sys\nsys.exit(3)",
    "import sys\nsys.exit(0)",
    "exit()",
    "raise ValueError('一\\n二')",
]


def written(folder, *cells):
    """A notebook of these cells, without parameters."""
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    path = folder / "n.ipynb"
    made = [v4.new_code_cell(id=f"c{number}", source=cell) for number, cell in enumerate(cells)]
    nbformat.write(v4.new_notebook(cells=[v4.new_markdown_cell("# 题", id="m"), *made], metadata=kernel), path)
    return path


def run(path, name, kernel):
    """What a run leaves: the notebook, also where it failed, and the error. Warnings are no errors, as for users."""
    out = path.with_name(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            execute(path, out, {}, kernel)
    except RunError as error:
        return nbformat.read(out, as_version=4), str(error).replace(name, "")
    return nbformat.read(out, as_version=4), ""


def cells_of(book):
    """Cells without what papermill notes of clock and place."""
    for cell in book.cells:
        cell.pop("id", None)
        cell.metadata = {}
    return book.cells


def said(cell):
    """What a cell puts out but for stderr: the runner of these tests keeps a fork's warnings for itself."""
    return [output for output in cell.get("outputs", ()) if output.get("name") != "stderr"]


def test_cells_put_out_what_they_put_out_in_a_stock_kernel(tmp_path):
    path = written(tmp_path, *SAYS)
    (ours, our_error), (stock, stock_error) = run(path, "ours.ipynb", False), run(path, "stock.ipynb", True)
    assert "ZeroDivisionError" in our_error
    assert our_error == stock_error
    for mine, theirs in zip(cells_of(ours), cells_of(stock), strict=True):
        assert mine == theirs, theirs.source


@pytest.mark.parametrize("cell", ENDS)
def test_a_notebook_ends_where_and_as_it_ends_in_a_stock_kernel(cell, tmp_path):
    path = written(tmp_path, cell, "print('beyond')")
    (ours, our_error), (stock, stock_error) = run(path, "ours.ipynb", False), run(path, "stock.ipynb", True)
    assert our_error == stock_error
    assert [(c.source, said(c)) for c in ours.cells] == [(c.source, said(c)) for c in stock.cells]


@pytest.fixture(scope="module")
def stored_raw(tmp_path_factory):
    """The samples, in a project whose tables are kept from one notebook to the next."""
    raw = tmp_path_factory.mktemp("project") / "data" / "raw"
    shutil.copytree(RAW, raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIXIAO_RAW", str(raw))
        patch.setenv("JIXIAO_DATA", str(raw.with_name("processed")))
        yield raw


def test_our_notebook_is_the_same_in_both(tmp_path, stored_raw):
    path = ROOT / "notebooks" / "department.ipynb"
    execute(path, tmp_path / "ours.ipynb", {"lang": "en"})
    execute(path, tmp_path / "stock.ipynb", {"lang": "en"}, kernel=True)
    assert (tmp_path / "ours.ipynb").read_bytes() == (tmp_path / "stock.ipynb").read_bytes()


@pytest.mark.parametrize("name", ["comparison", "walkthrough"])
def test_our_notebooks_are_here_what_nbval_holds_a_stock_kernel_to(name, tmp_path, stored_raw):
    """nbval runs what is committed in a stock kernel, and passes over pictures."""
    path = ROOT / "notebooks" / f"{name}.ipynb"
    execute(path, tmp_path / "ours.ipynb", {})
    ours, committed = (nbformat.read(file, as_version=4) for file in (tmp_path / "ours.ipynb", path))
    for mine, theirs in zip(cells_of(ours), cells_of(committed), strict=True):
        for output in (*mine.get("outputs", ()), *theirs.get("outputs", ())):
            output.get("data", {}).pop("image/png", None)
        assert mine == theirs, theirs.source


def test_a_department_finds_nothing_that_another_has_left(tmp_path):
    raw, out, path = project(tmp_path, "one", "two", cell=LEAVES)
    results = make_reports(raw, out, 1, ("zh", "en"), notebook=path, prepare=prepare)
    assert [result.error for result in results] == [None] * 2
    texts = [shown(path)[-1].splitlines() for path in sorted(out.glob("notebooks/*.ipynb"))]
    assert [found for found, _ in texts] == ["False False False 60"] * 4
    chances = [number for _, line in texts for number in line.split()]
    assert len(set(chances)) == 12


def test_a_notebook_finds_imported_what_a_report_needs_and_a_kernel_does_not(tmp_path):
    raw, out, path = project(tmp_path, "one", cell="import sys\nprint('camelot' in sys.modules)")
    for kernel in (False, True):
        make_reports(raw, out, 1, ("en",), notebook=path, prepare=prepare, kernel=kernel, force=True)
        assert shown(out / "notebooks" / "one-2020.en.ipynb")[-1] == str(not kernel)


def test_a_cell_that_asks_for_input_fails(tmp_path):
    with pytest.raises(RunError, match="the notebook failed: EOFError"):
        execute(written(tmp_path, "input()"), tmp_path / "out.ipynb", {})


def test_where_fork_does_not_exist_the_stock_kernel_runs(tmp_path, monkeypatch):
    monkeypatch.delattr(engine.os, "fork")
    book, error = run(written(tmp_path, "get_ipython().kernel is not None"), "n.out.ipynb", False)
    assert not error
    assert book.cells[1].outputs[0].data["text/plain"] == "True"


def test_a_process_that_dies_is_told_with_its_cell(tmp_path):
    path = written(tmp_path, "1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(RunError, match="the notebook did not finish: its process ended in cell 3"):
        execute(path, tmp_path / "out.ipynb", {})


def test_a_cell_that_hangs_is_told_and_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook, "_TIMEOUT_SECONDS", 1)
    path = written(tmp_path, "1", "import time\ntime.sleep(600)")
    with pytest.raises(RunError, match="the notebook did not finish: cell 3 took longer than 1 s"):
        execute(path, tmp_path / "out.ipynb", {})


def test_languages_written_at_once_are_as_those_written_in_turn(tmp_path, monkeypatch):
    left = []
    for processors in (1, 2):
        monkeypatch.setattr(batch.os, "cpu_count", lambda number=processors: number)
        raw, out, path = project(tmp_path / str(processors), "one")
        make_reports(raw, out, 1, ("zh", "en"), notebook=path, prepare=prepare)
        left.append(files(out))
    assert left[0] == left[1]


def test_a_language_whose_process_is_killed_is_told_and_the_other_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(batch.os, "cpu_count", lambda: 2)
    cell = "import os, signal\nif lang == 'en':\n    os.kill(os.getppid(), signal.SIGKILL)\nprint(lang)"
    raw, out, path = project(tmp_path, "one", cell=cell)
    (result,) = make_reports(raw, out, 1, ("zh", "en"), notebook=path, prepare=prepare)
    assert "the process was killed" in str(result.error)
    assert "the process was killed" in (out / "one-2020.en.html").read_text("utf-8")
    assert shown(out / "notebooks" / "one-2020.zh.ipynb")[-1] == "zh"
