"""A department that hangs, eats memory or dies is one page that says so; nothing of it stays behind."""

import re
import time
from functools import partial

import psutil
import pytest

from batches import begin, laid, misbehave, project
from jixiao.run import Limits, guard, make_reports
from jixiao.run.guard import apart
from jixiao.run.processes import megabytes

pytestmark = pytest.mark.slow


def running():
    """Processes that this one or its forkserver has started and that still work."""
    mine = psutil.Process().children(recursive=True)
    return {process.pid for process in mine if process.status() != psutil.STATUS_ZOMBIE}


@pytest.mark.parametrize(
    ("key", "limits", "says"),
    [
        (
            "dies",
            Limits(),
            "the process was killed; the last stage done: none\n  at: dies-2020\n  try: is memory short?",
        ),
        ("hangs", Limits(seconds=3), "stopped after 3 s; the last stage done: none\n.*--time-limit"),
        ("eats", Limits(megabytes=900), r"stopped at \d+ MB of memory; the last stage done: none\n.*--memory-limit"),
    ],
)
def test_a_department_that_misbehaves_is_a_page_that_says_why(key, limits, says, tmp_path):
    raw, out, notebook = project(tmp_path, key)
    make_reports(*project(tmp_path / "warm", "good")[:2], langs=("en",), notebook=notebook, prepare=misbehave)
    before = running()
    (result,) = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=misbehave, limits=limits)
    assert re.match(says, str(result.error), re.DOTALL)
    assert str(result.error).partition(";")[0] in (out / f"{key}-2020.en.html").read_text("utf-8")
    assert f"failed: {str(result.error).partition(';')[0]}" in (out / "run.log").read_text("utf-8")
    assert running() <= before


def test_the_others_are_finished_and_a_notebook_that_hangs_is_stopped_too(tmp_path):
    cell = "import time\nif department == 'slow':\n    time.sleep(600)\nprint(department)"
    raw, out, notebook = project(tmp_path, "dies", "slow", "good", cell=cell)
    dead, slow, good = make_reports(
        raw, out, 3, ("en",), notebook=notebook, prepare=misbehave, limits=Limits(seconds=20)
    )
    assert good.error is None
    assert "the process was killed" in str(dead.error)
    assert "stopped after 20 s" in str(slow.error)


def test_a_source_that_changes_while_it_is_read_is_told(tmp_path):
    raw, out, notebook = project(tmp_path, "changes")
    (raw / "changes.pdf").write_bytes(b"first")
    (result,) = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=misbehave)
    assert "a source changed while it was read\n  at: changes.pdf" in str(result.error)
    assert "a source changed" in (out / "changes-2020.en.html").read_text("utf-8")
    (again,) = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=misbehave)
    assert again.error is None


def test_no_file_of_the_folder_one_works_in_is_imported(tmp_path):
    _, out, _ = laid(tmp_path, 1)
    for name in ("calendar", "html", "json", "queue"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a file of the user')")
    assert begin(tmp_path, cwd=tmp_path).wait() == 0
    assert (out / "d0-2020.en.html").exists()


@pytest.mark.skipif(not psutil.LINUX, reason="only Linux tells which memory is shared")
def test_shared_memory_is_counted_once_where_there_seems_to_be_too_much():
    mine = psutil.Process()
    seeming, shared = megabytes(mine, limit=1e6), megabytes(mine, limit=0)
    assert 0 < shared < seeming


def test_a_process_that_has_ended_before_anyone_looks_is_heard(monkeypatch):
    def looked_for_late(pid):
        while psutil.pid_exists(pid):
            time.sleep(0.01)
        raise psutil.NoSuchProcess(pid)

    monkeypatch.setattr(guard.psutil, "Process", looked_for_late)
    assert apart(partial(str, "done"), "one", Limits()) == "done"
