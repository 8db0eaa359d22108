"""The same batch on a Dask cluster: a real scheduler and two workers on this machine, one of them killed."""

import os
import re
import subprocess
import sys
import time

import pytest
from upath import UPath

from batches import begin, files, laid
from jixiao.errors import RunError
from jixiao.run import make_reports
from places import TESTS
from report_samples import prepare

pytest.importorskip("distributed", reason="jixiao[cluster] is not installed")
pytestmark = pytest.mark.slow
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "tools"), os.environ.get("PYTHONPATH", "")]),
}

#: What a batch writes about a folder of tables, and not about an address.
LOCAL = ("data/datapackage.json", "data/owners.json")


def start(folder, *words):
    """A scheduler or a worker, with its words in a file."""
    command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    with (folder / f"{words[0]}-{len(list(folder.iterdir()))}.log").open("w") as log:
        return subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=log)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Address of a scheduler, and its two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    scheduler = start(folder, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    try:
        address = None
        while address is None:
            time.sleep(0.1)
            assert scheduler.poll() is None
            said = "".join(path.read_text() for path in folder.glob("*.log"))
            address = re.search(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", said)
        workers = [start(folder, "dask_worker", address[1], "--nthreads", "1", "--no-dashboard") for _ in range(2)]
        yield address[1], workers
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """What the same batch leaves on this machine."""
    folder = tmp_path_factory.mktemp("here")
    laid(folder)
    assert begin(folder).wait() == 0
    return files(folder / "out")


def test_the_cluster_leaves_the_bytes_that_this_machine_leaves(cluster, here, tmp_path):
    raw, out, notebook = laid(tmp_path / "there")
    results = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=prepare, scheduler=cluster[0])
    assert [result.error for result in results] == [None] * len(results)
    assert files(out) == here


def test_folders_may_be_addresses(cluster, here, tmp_path):
    raw, out, notebook = laid(tmp_path / "there")
    afar = [UPath(folder.as_uri()) for folder in (raw, out)]
    results = make_reports(*afar, langs=("en",), notebook=notebook, prepare=prepare, scheduler=cluster[0])
    assert [result.error for result in results] == [None] * len(results)
    assert all(path.exists() for result in results for path in result.pages)
    assert len(list((out / "data" / "documents").rglob("*.parquet"))) == len(results)
    before = files(out)
    make_reports(*afar, langs=("en",), notebook=notebook, prepare=prepare, scheduler=cluster[0])
    assert files(out) == before
    assert before == {name: body for name, body in here.items() if name not in LOCAL}


def test_a_worker_that_is_lost_loses_and_doubles_nothing(cluster, here, tmp_path):
    address, workers = cluster
    _, out, _ = laid(tmp_path / "there")
    batch = begin(tmp_path / "there", address)
    while not list(out.glob("made/*.json")):
        time.sleep(0.05)
        assert batch.poll() is None
    workers[0].kill()
    assert batch.wait() == 0
    assert files(out) == here


def test_no_scheduler_and_an_unknown_address_are_told(tmp_path, monkeypatch):
    raw, out, notebook = laid(tmp_path)
    monkeypatch.setattr("jixiao.run.cluster._ANSWER_SECONDS", 1)
    with pytest.raises(RunError, match="no scheduler answers"):
        make_reports(raw, out, notebook=notebook, prepare=prepare, scheduler="tcp://127.0.0.1:9")
