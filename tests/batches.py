"""Small folders of sources and notebooks, and departments that misbehave, for the tests of batches."""

import os
import signal
import sys
import time

import nbformat

import report_samples
from jixiao.run import make_reports
from report_samples import NAME

v4 = nbformat.v4
SHOWN = """
from pathlib import Path
import os
from jixiao import report, store
raw = Path(os.environ["JIXIAO_RAW"])
tables = store.load_tables(raw.parent / "processed", department, fiscal_year)
d = store.Disclosure({name: tables[name] for name in store.RECORD_TABLES})
display(report.title(d, lang), *report.section("findings", lang, report.findings(d, tables["outcomes"], lang)))
"""


def project(folder, *keys, cell=SHOWN):
    """A folder of sources and a small notebook."""
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    lines = [f"{key}.pdf,,{key},{NAME} {key},2020,,," for key in keys]
    (raw / "manifest.csv").write_text(
        "\n".join(["path,sha256,department,name,fiscal_year,region,title,origin", *lines]), "utf-8"
    )
    parameters = v4.new_code_cell('department: str = "x"\nfiscal_year: int = 2020\nlang: str = "zh"')
    parameters.metadata["tags"] = ["parameters"]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    notebook = folder / "n.ipynb"
    nbformat.write(v4.new_notebook(cells=[parameters, v4.new_code_cell(cell.strip())], metadata=kernel), notebook)
    return raw, folder / "out", notebook


def shown(path):
    """What the cells of an executed notebook have printed."""
    cells = nbformat.read(path, as_version=4).cells
    return [output.get("text", "").strip() for cell in cells for output in cell.get("outputs", ())]


def misbehave(raw, key, fiscal_year):
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
        (raw / f"{key}.pdf").write_bytes(b"changed")
    report_samples.prepare(raw, key, fiscal_year)


def main(folder, jobs):
    """Make the reports of a project that ``project`` laid; the tests kill this process."""
    raw, out, notebook = folder / "data" / "raw", folder / "out", folder / "n.ipynb"
    results = make_reports(raw, out, int(jobs), ("en",), notebook=notebook, prepare=report_samples.prepare)
    return sum(result.error is not None for result in results)


if __name__ == "__main__":
    from pathlib import Path

    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
