"""Reading: a source becomes lines and grids, each with its place."""

from jixiao.grids import Document, named
from jixiao.read.docx import read_docx
from jixiao.read.html import read_html
from jixiao.read.pdf import read_pdf
from jixiao.read.sheet import read_sheets
from jixiao.read.text import read_text
from jixiao.sources import Source


def read_document(source: Source) -> Document:
    """Lines and grids of a source in reading order, each with its name on its page.

    Raises ReadError for a file that is damaged, encrypted or built to do harm, or that holds no text at all.
    """
    return named(_read(source))


def _read(source: Source) -> Document:
    match source.format:
        case "pdf":
            return read_pdf(source)
        case "docx":
            return read_docx(source)
        case "html":
            return read_html(source)
        case "text":
            return read_text(source)
        case _:
            return read_sheets(source)
