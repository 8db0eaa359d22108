"""The formats a document can be written in beside the ruled PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..model import Document
from .docx import write_docx
from .html import write_html
from .markdown import write_markdown
from .pdf import write_pdf
from .xlsx import write_xlsx

#: Ending of the file name → its writer.
FORMATS: dict[str, Callable[[Document, Path], None]] = {
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".html": write_html,
    ".md": write_markdown,
    ".borderless.pdf": partial(write_pdf, rulings=False),
}
