"""Kernels forked from a warm process: as clean as fresh ones, with their figures, and stock ones where fork is not."""

import os
import signal
from queue import Empty

import nbformat
import pytest
from jupyter_core.utils import run_sync

from batches import project, shown
from jixiao.errors import RunError
from jixiao.run import kernels, make_reports
from jixiao.run.notebook import execute
from report_samples import prepare

pytestmark = pytest.mark.slow
LEAVES = """import builtins, os, sys, random, numpy, pandas, jixiao.figures
print(hasattr(builtins, "left"), "LEFT" in os.environ, hasattr(jixiao.figures, "left"), pandas.get_option("display.max_rows"))
print(random.random(), numpy.random.rand(), os.getpid())
builtins.left = jixiao.figures.left = os.environ["LEFT"] = "left"
pandas.set_option("display.max_rows", 7)"""
DRAWS = """import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.title("a")"""


def test_a_department_finds_nothing_that_another_has_left(tmp_path):
    raw, out, notebook = project(tmp_path, "one", "two", "three", cell=LEAVES)
    results = make_reports(raw, out, 1, ("zh", "en"), notebook=notebook, prepare=prepare)
    assert [result.error for result in results] == [None] * 3
    texts = [shown(path)[-1].splitlines() for path in sorted(out.glob("notebooks/*.ipynb"))]
    assert [found for found, _ in texts] == ["False False False 60"] * 6
    chances = [number for _, line in texts for number in line.split()]
    assert len(set(chances)) == 18


def test_the_kernel_is_forked_and_has_imported_what_a_report_needs(tmp_path):
    cell = "import sys\nprint('ipykernel_launcher' in sys.argv[0], 'camelot' in sys.modules, 'pyarrow' in sys.modules)"
    raw, out, notebook = project(tmp_path, "one", cell=cell)
    make_reports(raw, out, 1, ("en",), notebook=notebook, prepare=prepare)
    assert shown(out / "notebooks" / "one-2020.en.ipynb")[-1] == "True True True"


def test_figures_are_the_pictures_that_a_stock_kernel_draws(tmp_path):
    raw, out, notebook = project(tmp_path, "one", cell=DRAWS)
    make_reports(raw, out, 1, ("en",), notebook=notebook, prepare=prepare)
    values = {"department": "one", "fiscal_year": 2020, "lang": "en"}
    stock = execute(notebook, tmp_path / "stock.ipynb", values).cells[-1].outputs
    forked = nbformat.read(out / "notebooks" / "one-2020.en.ipynb", as_version=4).cells[-1].outputs
    assert forked == stock
    assert any("image/png" in output.get("data", {}) for output in forked)


def test_where_fork_does_not_exist_the_stock_kernel_runs(tmp_path, monkeypatch):
    _, out, notebook = project(tmp_path, "one", cell="import sys\nprint('camelot' in sys.modules)")
    monkeypatch.delattr(os, "fork")
    with kernels.warm():
        execute(notebook, out / "n.ipynb", {"department": "one"})
    assert shown(out / "n.ipynb")[-1] == "False"


def test_a_kernel_that_is_not_pythons_is_started_as_ever(monkeypatch):
    asked = []

    async def launch(self, cmd, **kwargs):
        asked.append(cmd)

    monkeypatch.setattr(kernels.LocalProvisioner, "launch_kernel", launch)
    with kernels.warm():
        provisioner = kernels.WarmProvisioner()
        with pytest.raises(StopIteration):
            provisioner.launch_kernel(["R", "--slave"]).send(None)
    assert asked == [["R", "--slave"]]


def fails(_):
    raise ValueError("no sockets")


def dies(_):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("begin", [fails, dies])
def test_a_kernel_that_does_not_start_is_asked_once_more_and_told(begin, tmp_path, monkeypatch, capfd):
    _, out, notebook = project(tmp_path, "one", cell="1")
    monkeypatch.setattr(kernels, "_kernel", begin)
    with kernels.warm(), pytest.raises(RunError, match="the kernel did not start: a forked kernel did not start"):
        execute(notebook, out / "n.ipynb", {"department": "one"})
    assert capfd.readouterr().err.count("ValueError: no sockets") == (2 if begin is fails else 0)


class Silent(kernels.PromptClient):
    """A client whose kernel lives or not, and answers nothing."""

    alive = True
    asked = 0

    def kernel_info(self, **_):
        self.asked += 1
        return ""

    async def get_shell_msg(self, **_):
        raise Empty

    async def is_alive(self):
        return self.alive


def test_a_kernel_that_says_nothing_is_not_waited_for_longer_than_was_asked():
    client = Silent()
    with pytest.raises(RuntimeError, match=r"Kernel didn't respond in 0\.01 seconds"):
        run_sync(client.wait_for_ready)(timeout=0.01)
    assert client.asked > 0


def test_a_kernel_that_died_is_not_waited_for():
    client = Silent()
    client.alive = False
    with pytest.raises(RuntimeError, match="Kernel died"):
        run_sync(client.wait_for_ready)()
    assert client.asked == 1
