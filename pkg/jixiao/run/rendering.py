"""An executed notebook as one HTML file that needs nothing else: no host, no code, no clock."""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from jixiao.files import write_whole
from jixiao.report.phrases import label, say
from jixiao.versions import rule_set

_TAG = re.compile(r"<[^>]+>")
_FOLDERS = re.compile(r"(?<![\w)）])/(?:[^\s/]+/)+")
_HEADING = re.compile(r'<h([12]) id="([^"]+)">(.*?)</h[12]>', re.DOTALL)


def to_html(notebook: Mapping[str, Any], lang: str) -> str:
    """The notebook's outputs as a page."""
    headings = _HEADING.findall("\n".join(_html_outputs(notebook)))
    titles = [html.unescape(_TAG.sub(" ", text)) for level, _, text in headings if level == "1"]
    script = _part("report.js")
    page = {
        "lang": {"zh": "zh-Hans", "en": "en"}[lang],
        "title": " ".join(titles[0].split()) if titles else "jixiao",
        "css": _part("report.css"),
        "script": script,
        "script_hash": f"sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}",
        "filter": label("filter", lang),
        "all": say("labels", "show_all", lang, n="{n}"),
        "less": label("show_less", lang),
        "skip": say("titles", "skip", lang),
        "rules": say("labels", "rule_set", lang, version=rule_set()),
        "contents_title": say("titles", "contents", lang),
        "contents": [(anchor, text) for level, anchor, text in headings if level == "2"],
    }
    return f"{_template().render(page=page, cells=notebook['cells']).strip()}\n"


def page(parts: Sequence[str], lang: str) -> str:
    """A page of the same make from pieces of HTML, without a notebook."""
    outputs = [{"output_type": "display_data", "data": {"text/html": part}, "metadata": {}} for part in parts]
    return to_html({"cells": [{"cell_type": "code", "outputs": outputs}]}, lang)


def write(text: str, path: Path) -> Path:
    """Write a page as UTF-8, whole or not at all. What was printed of an older one is no longer true."""
    path.with_suffix(".pdf").unlink(missing_ok=True)
    return write_whole(path, text)


def without_folders(text: str) -> str:
    """Text without the folders of this machine's paths: they are nobody's business."""
    return _FOLDERS.sub("", text)


def _part(name: str) -> str:
    return files("jixiao.report").joinpath(name).read_text("utf-8").strip()


@cache
def _template() -> Template:
    """The page as a template; what is no HTML is escaped there, one by one."""
    text = files("jixiao.report").joinpath("page.html.j2").read_text("utf-8")
    return Environment(autoescape=False).from_string(text)  # noqa: S701 outputs of notebooks are HTML already


def _html_outputs(notebook: Mapping[str, Any]) -> list[str]:
    outputs = [output for cell in notebook["cells"] if cell["cell_type"] == "code" for output in cell["outputs"]]
    return [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
