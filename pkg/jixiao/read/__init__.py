"""Reading: a source becomes lines and grids, each with its place."""

from importlib import import_module

from jixiao.grids import Document, named
from jixiao.sources import Source

#: Format → module and function that read it; each brings libraries of its own, imported when one is there to read.
_READERS = {
    "pdf": ("jixiao.read.pdf", "read_pdf"),
    "docx": ("jixiao.read.docx", "read_docx"),
    "html": ("jixiao.read.html", "read_html"),
    "text": ("jixiao.read.text", "read_text"),
}
_WORKBOOKS = ("jixiao.read.sheet", "read_sheets")


def read_document(source: Source) -> Document:
    """Lines and grids of a source in reading order, each with its name on its page.

    Raises ReadError for a file that is damaged, encrypted or built to do harm, or that holds no text at all.
    """
    module, reader = _READERS.get(source.format, _WORKBOOKS)
    return named(getattr(import_module(module), reader)(source))
