"""Batches that are killed, cut off or disturbed: afterwards a whole and right result, or a clear word; never a part."""

import json
import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager

import psutil
import pytest

from batches import begin, files, laid, misbehave
from jixiao.errors import RunError
from jixiao.files import checksum
from jixiao.run import make_reports
from report_samples import prepare

pytestmark = pytest.mark.slow
#: `make fuzz` kills more often.
KILLS = int(os.environ.get("JIXIAO_KILLS", "5"))
DEPARTMENTS = 4


def whole(out):
    """Every file with a final name is whole, and every record speaks of files that are there."""
    for name, data in files(out).items():
        if name.endswith(".html"):
            assert data.rstrip().endswith(b"</html>"), name
        if name.endswith((".json", ".ipynb")):
            json.loads(data)
    for record in out.glob("made/*.json"):
        outputs = json.loads(record.read_text("utf-8"))["outputs"]
        assert [name for name, made in outputs.items() if checksum(out / name) != made] == []


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What a batch leaves that nobody disturbs, and how long it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    _, out, _ = laid(folder)
    began = time.monotonic()
    assert begin(folder).wait() == 0
    return files(out), time.monotonic() - began


def test_killed_at_any_moment_the_next_run_completes_the_rest(tmp_path, undisturbed):
    expected, seconds = undisturbed
    chance = random.Random(20201231)  # noqa: S311
    _, out, _ = laid(tmp_path)
    for _ in range(KILLS):
        batch = begin(tmp_path)
        time.sleep(chance.uniform(0.2, 1) * seconds)
        batch.kill()
        batch.wait()
        whole(out)
        if len(list(out.glob("made/*.json"))) == DEPARTMENTS:  # begun anew: there is something to kill
            shutil.rmtree(out, ignore_errors=True)
    assert begin(tmp_path).wait() == 0
    assert files(out) == expected
    assert list(tmp_path.rglob("*.partial")) == []


def test_workers_killed_at_any_moment_are_told_and_made_again(tmp_path, undisturbed):
    expected, _ = undisturbed
    chance = random.Random(7)  # noqa: S311
    _, out, _ = laid(tmp_path)
    killed = 0
    for _ in range(4):
        batch = begin(tmp_path)
        while batch.poll() is None:
            time.sleep(chance.uniform(0.2, 0.8))
            workers = _workers(batch.pid)
            if workers and killed < KILLS:
                chance.choice(workers).kill()
                killed += 1
        whole(out)
    batch = begin(tmp_path)
    assert batch.wait() == 0
    assert killed
    assert files(out) == expected


def _workers(batch):
    """The processes that the batch's warm process has forked."""
    try:
        return [worker for warm in psutil.Process(batch).children() for worker in warm.children()]
    except psutil.Error:
        return []


@contextmanager
def small_disk(folder, size):
    """A file system of a few kilobytes."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here: not root, or a closed container")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", ["48k", "90k", "120k"])
def test_a_full_disk_is_told_and_nothing_half_written_stays(size, tmp_path):
    raw, _, notebook = laid(tmp_path)
    with small_disk(tmp_path / "disk", size) as disk:
        try:
            results = make_reports(raw, disk, 2, ("en",), notebook=notebook, prepare=prepare)
        except RunError as error:
            said = [str(error)]
        else:
            said = [str(result.error) for result in results if result.error]
        assert said
        assert [text for text in said if "No space left on device" not in text] == []
        whole(disk)
        assert not (disk / "run.json").exists()


def test_a_disk_that_fails_on_one_department_leaves_the_others(tmp_path, monkeypatch):
    raw, out, notebook = laid(tmp_path)
    (out / "d1-2020.en.html").mkdir(parents=True)  # a folder where the page should lie
    results = make_reports(raw, out, 2, ("en",), notebook=notebook, prepare=prepare)
    assert [bool(result.error) for result in results] == [False, True, False, False]
    assert "d1-2020" in str(results[1].error)


def test_a_folder_that_cannot_be_written_to_is_told_before_anything_is_done(tmp_path):
    raw, _, notebook = laid(tmp_path)
    with small_disk(tmp_path / "disk", "1m") as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(RunError, match="this folder cannot be written to: Read-only file system"):
            make_reports(raw, disk / "out", notebook=notebook, prepare=misbehave)
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="this folder cannot be written to"):
        make_reports(raw, tmp_path / "file", notebook=notebook, prepare=misbehave)


def test_two_batches_on_one_folder_do_not_mix(tmp_path):
    raw, out, notebook = laid(tmp_path)
    first = begin(tmp_path)
    while not (out / "run.log").exists():
        time.sleep(0.02)
    with pytest.raises(RunError, match=r"another jixiao report is at work in this folder\n.*\n.*--out"):
        make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare)
    assert first.wait() == 0
    results = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare)
    assert [result.error for result in results] == [None] * DEPARTMENTS


def test_clocks_do_not_count(tmp_path):
    raw, out, notebook = laid(tmp_path)
    make_reports(raw, out, 2, ("en",), notebook=notebook, prepare=prepare)
    before = files(out)
    for stamp in (0, 4_000_000_000):
        for path in (*raw.iterdir(), *out.rglob("*"), notebook):
            os.utime(path, (stamp, stamp))
        make_reports(raw, out, 2, ("en",), notebook=notebook, prepare=misbehave)
        assert {path.stat().st_mtime for path in out.glob("*.html")} == {stamp}
        assert files(out) == before


def test_one_worker_or_four_leave_the_same_bytes(tmp_path, undisturbed):
    for jobs in (1, 4):
        folder = tmp_path / str(jobs)
        laid(folder)
        assert begin(folder, jobs).wait() == 0
        assert files(folder / "out") == undisturbed[0]


def test_interrupted_by_hand_it_ends_at_once_and_leaves_nobody_at_work(tmp_path):
    _, out, _ = laid(tmp_path)
    batch = begin(tmp_path)
    while not list(out.glob("made/*.json")):
        time.sleep(0.05)
    children = psutil.Process(batch.pid).children(recursive=True)
    batch.send_signal(signal.SIGINT)
    assert batch.wait(timeout=60) != 0
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    whole(out)
