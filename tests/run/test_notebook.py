import nbformat
import pytest

from jixiao.errors import RunError
from jixiao.run.notebook import check_parameters, execute

v4 = nbformat.v4


def write(path, *sources):
    """A notebook whose first cell holds the parameters."""
    cells = [v4.new_code_cell(source) for source in sources]
    cells[0].metadata["tags"] = ["parameters"]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


PARAMETERS = 'department: str = "x"\nfiscal_year: int = 2020\nlang: str = "zh"'


def test_a_misspelt_parameter_is_refused_before_a_kernel_starts(tmp_path):
    notebook = write(tmp_path / "n.ipynb", PARAMETERS)
    with pytest.raises(RunError, match="no parameter year") as caught:
        execute(notebook, tmp_path / "out.ipynb", {"department": "y", "year": 2021})
    assert "department, fiscal_year, lang" in str(caught.value)
    assert not (tmp_path / "out.ipynb").exists()


def test_a_missing_notebook_is_refused(tmp_path):
    with pytest.raises(RunError, match="no such notebook"):
        check_parameters(tmp_path / "none.ipynb", {})


@pytest.mark.slow
def test_a_run_is_written_without_clock_path_and_random_id(tmp_path):
    notebook = write(tmp_path / "n.ipynb", PARAMETERS, "print(department, fiscal_year, lang)")
    values = {"department": "数据局", "fiscal_year": 2021, "lang": "en"}
    made = execute(notebook, tmp_path / "a" / "out.ipynb", values)
    execute(notebook, tmp_path / "b" / "out.ipynb", values)
    assert made.cells[-1].outputs[0].text == "数据局 2021 en\n"
    texts = [(tmp_path / folder / "out.ipynb").read_text("utf-8") for folder in "ab"]
    assert texts[0] == texts[1]
    assert [word for word in (str(tmp_path), "start_time", "iopub") if word in texts[0]] == []


@pytest.mark.slow
def test_a_failing_cell_is_named_and_the_notebook_kept(tmp_path):
    notebook = write(tmp_path / "n.ipynb", PARAMETERS, "1 / 0")
    with pytest.raises(RunError, match="ZeroDivisionError: division by zero") as caught:
        execute(notebook, tmp_path / "out.ipynb", {"department": "数据局", "lang": "en"})
    assert caught.value.where == "n.ipynb cell 3 (数据局 en)"
    assert (tmp_path / "out.ipynb").exists()
