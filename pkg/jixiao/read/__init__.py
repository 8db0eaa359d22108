"""Reading: a source becomes lines and grids, each with its place."""

from importlib import import_module

from jixiao.errors import JixiaoError, ReadError
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
    read = getattr(import_module(module), reader)
    try:
        return named(read(source))
    except JixiaoError:
        raise
    except Exception as error:  # a damaged file can fail anywhere in a library
        said = f"the file is damaged, or not what it seems: {type(error).__name__}: {error}".splitlines()[0]
        hint = "download it again, or open it in its program and save it anew"
        raise ReadError(said, where=str(source.path), hint=hint) from error
