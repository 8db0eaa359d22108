"""Small folders of sources and notebooks, and departments that misbehave, for the tests of batches."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import report_samples
from jixiao.run import make_reports
from places import TESTS
from report_samples import NAME

SHOWN = """
from pathlib import Path
import os
from jixiao import report, store
tables = store.load_tables(Path(os.environ["JIXIAO_DATA"]), department, fiscal_year)
d = store.Disclosure({name: tables[name] for name in store.RECORD_TABLES})
display(report.title(d, lang), *report.section("findings", lang, report.findings(d, tables["outcomes"], lang)))
"""


def project(folder, *keys, cell=SHOWN):
    """A folder of sources and a small notebook."""
    import nbformat  # late: it takes a second to import, and a batch in a process of its own needs none of it
    from nbformat import v4

    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    lines = [f"{key}.pdf,,{key},{NAME} {key},2020,,," for key in keys]
    (raw / "manifest.csv").write_text(
        "\n".join(["path,sha256,department,name,fiscal_year,region,title,origin", *lines]), "utf-8"
    )
    parameters = v4.new_code_cell(id="a", source='department: str = "x"\nfiscal_year: int = 2020\nlang: str = "zh"')
    parameters.metadata["tags"] = ["parameters"]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    notebook = folder / "n.ipynb"
    nbformat.write(
        v4.new_notebook(cells=[parameters, v4.new_code_cell(id="b", source=cell.strip())], metadata=kernel), notebook
    )
    return raw, folder / "out", notebook


def shown(path):
    """What the cells of an executed notebook have printed."""
    import nbformat

    cells = nbformat.read(path, as_version=4).cells
    return [output.get("text", "").strip() for cell in cells for output in cell.get("outputs", ())]


def misbehave(place, key, fiscal_year):
    """Prepare a department in the manner that its key names."""
    if key == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if key == "hangs":
        time.sleep(600)
    if key == "eats":
        eaten = [b"x" * 1_000_000_000]
        time.sleep(600)
        raise AssertionError(len(eaten))
    if key == "changes":
        (place.raw / f"{key}.pdf").write_bytes(b"changed")
    report_samples.prepare(place, key, fiscal_year)


def laid(folder, number=4):
    """A project of some departments, with a source each."""
    keys = [f"d{n}" for n in range(number)]
    raw, out, notebook = project(folder, *keys)
    for key in keys:
        (raw / f"{key}.pdf").write_bytes(key.encode())
    return raw, out, notebook


def begin(folder, where=2, cwd=None):
    """A batch in a process of its own: so many jobs here, or the address of a scheduler."""
    own = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent / "tools"), *own])
    command = [sys.executable, str(TESTS / "batches.py"), str(folder), str(where)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, cwd=cwd, stderr=subprocess.DEVNULL)


def files(out):
    """What a batch has left, but for its log and what the last of its processes still writes."""
    found = [
        path
        for path in out.rglob("*")
        if path.is_file() and path.name not in (".lock", "run.log") and path.suffix != ".partial"
    ]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def main(folder, where):
    """Make the reports of a project that ``project`` laid; the tests kill this process."""
    raw, out, notebook = folder / "data" / "raw", folder / "out", folder / "n.ipynb"
    place = {"scheduler": where} if "://" in where else {"jobs": int(where)}
    results = make_reports(raw, out, langs=("en",), notebook=notebook, prepare=report_samples.prepare, **place)
    return sum(result.error is not None for result in results)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background inherits that it is ignored
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
