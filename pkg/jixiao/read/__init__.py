"""Reading: a source becomes lines and grids, each with its place."""

from jixiao.grids import Document
from jixiao.read.pdf import read_pdf
from jixiao.read.text import read_text
from jixiao.sources import Source


def read_document(source: Source) -> Document:
    """Lines and grids of a source in reading order.

    Raises ReadError for a file that is damaged or encrypted, or that holds no text at all.
    """
    return read_pdf(source) if source.format == "pdf" else read_text(source)
