"""Whatever the reading of a document can end with is said in Chinese too."""

import ast
import re

import pytest

from jixiao.report.faults import fault_text
from places import ROOT

PACKAGE = ROOT / "pkg" / "jixiao"
READING = (
    PACKAGE / "sources.py",
    *sorted((PACKAGE / "read").glob("*.py")),
    PACKAGE / "recognise" / "__init__.py",
    PACKAGE / "run" / "worker.py",
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def sentences(tree: ast.AST) -> dict[str, list[str]]:
    """Texts by the name they are assigned to; each gap of an f-string holds a 7."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).extend(texts(node.value, found))
    return found


def texts(node: ast.AST, named: dict[str, list[str]]) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr(values=parts):
            whole = [""]
            for part in parts:
                inner = part.value if isinstance(part, ast.FormattedValue) else part
                constant = isinstance(inner, ast.Name) and inner.id.isupper()
                more = (texts(inner, named) if constant or isinstance(part, ast.Constant) else []) or ["7"]
                whole = [text + end for text in whole for end in more]
            return whole
        case ast.IfExp(body=body, orelse=other):
            return [*texts(body, named), *texts(other, named)]
        case ast.Subscript(value=value):
            return texts(value, named)
        case ast.Call(func=ast.Attribute(value=value, attr="splitlines")):
            return texts(value, named)
        case ast.Name(id=name):
            return named.get(name, [])
    return []


def raised() -> list[str]:
    found: set[str] = set()
    for path in READING:
        tree = ast.parse(path.read_text("utf-8"))
        constants = sentences(ast.Module([node for node in tree.body if isinstance(node, ast.Assign)], []))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            named = constants | sentences(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                    "ReadError",
                    "SourceError",
                    "RecogniseError",
                    "RunError",
                ):
                    said = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "hint")]
                    found |= {text for part in said for text in texts(part, named)}
    return sorted(found)


def test_the_texts_are_found_in_the_code() -> None:
    found = raised()
    assert len(found) > 40
    assert {"the PDF is encrypted", "save it without a password first", "the PDF has 7 pages, more than 7"} <= set(
        found
    )


@pytest.mark.parametrize("text", raised())
def test_each_has_its_words_in_chinese(text: str) -> None:
    assert CHINESE.search(fault_text(text, "zh")), text
    assert fault_text(text, "en") == text


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("the file is encrypted", "文件已加密"),
        ("the PDF has 12000 pages, more than 5000", "PDF 有 12000 页，超过 5000 页"),
        ("the process was killed; the last stage done: read", "进程被终止；最后完成的阶段：read"),
        (
            "the PDF is damaged or no PDF: Failed to load\n{document}",
            "PDF 已损坏，或者不是 PDF：Failed to load\n{document}",
        ),
        ("KeyError: 'x'", "KeyError: 'x'"),
    ],
)
def test_what_a_message_names_stands_in_it(text: str, chinese: str) -> None:
    assert fault_text(text, "zh") == chinese
