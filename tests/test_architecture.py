"""The import table of ARCHITECTURE.md is the truth, and the heavy libraries stay in their rooms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from places import ROOT

PACKAGE = ROOT / "pkg" / "jixiao"
#: Libraries that only one stage may import, or two.
ROOMS = {
    "camelot": "read", "playa": "read", "pypdfium2": "read", "papermill": "run", "jinja2": "run",
    "nbclient": "run", "nbformat": "run", "matplotlib": "report", "cv2": "read", "rapidocr": "read",
    "docx": "read", "lxml": "read", "openpyxl": "read product", "xlrd": "read", "python_calamine": "read", "duckdb": "product",
    "pyarrow": "store product",
}  # fmt: skip


def import_table() -> dict[str, set[str]]:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("<!-- imports -->")[2]
    lines = re.findall(r"^    (\w+):(.*)$", text, re.MULTILINE)
    return {module: set(allowed.split()) for module, allowed in lines}


def stage_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    first = inside.parts[0].removesuffix(".py")
    return "jixiao" if first == "__init__" else first


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported anywhere, also inside functions, as a dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_imports(stage: str, source: str, table: dict[str, set[str]]) -> list[str]:
    found = []
    for name in imported(ast.parse(source)):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "jixiao" and other in table and other != stage and other not in table[stage]:
            found.append(f"{stage} imports {other}")
        if stage not in ROOMS.get(top, stage).split():
            found.append(f"{stage} imports {top}")
    return found


def test_the_table_names_every_module() -> None:
    assert {stage_of(path) for path in PACKAGE.rglob("*.py")} == import_table().keys()


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_what_the_table_allows(path: Path) -> None:
    assert wrong_imports(stage_of(path), path.read_text("utf-8"), import_table()) == []


def test_a_wrong_import_is_noticed() -> None:
    source = "from jixiao.report import charts\nimport papermill\n"
    assert wrong_imports("check", source, import_table()) == ["check imports report", "check imports papermill"]


def test_modules_stay_small() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in PACKAGE.rglob("*.py")
        if (n := len(p.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def arrows() -> dict[str, set[str]]:
    """Module → modules of the package that it imports, also inside functions and for types alone."""
    paths = {module_of(path): path for path in PACKAGE.rglob("*.py")}
    found = {}
    for module, path in paths.items():
        names = set(imported(ast.parse(path.read_text("utf-8"))))
        found[module] = {name if name in paths else name.rpartition(".")[0] for name in names} & paths.keys() - {module}
    return found


def circle(start: str, to: dict[str, set[str]]) -> bool:
    seen, waiting = set(), list(to[start])
    while waiting:
        module = waiting.pop()
        if module == start:
            return True
        if module not in seen:
            seen.add(module)
            waiting += to[module]
    return False


def test_no_module_imports_itself_by_way_of_others() -> None:
    to = arrows()
    assert [module for module in to if circle(module, to)] == []


def test_a_name_stands_once_in_the_house() -> None:
    names = [path.name for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_a_class_stands_once_in_the_house() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    names = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
