"""A pen over reportlab's canvas that knows margins, the current height and page numbers."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "NotoSansSC"
FONT_FILE = Path(__file__).resolve().parents[3] / "pkg/jixiao/fonts/NotoSansSC-Subset.ttf"
MARGIN_SIDE = 56.0
MARGIN_TOP = 56.0
MARGIN_BOTTOM = 52.0
FOOTER_HEIGHT = 28.0
FOOTER_SIZE = 9.0
BASELINE = 0.86  # distance from the top of a line to its baseline, in units of the font size


class Pages:
    """Pages of one PDF file, written from top to bottom."""

    def __init__(self, path: Path, title: str, first_numbered_page: int, rulings: bool = True) -> None:
        """Open the file; page numbers start with 1 on the given page."""
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor("")
        self.canvas.setCreator("")
        self.rulings = rulings
        self._first_numbered = first_numbered_page
        self._size = A4
        self._empty = True
        self._page = 1
        self.y = A4[1] - MARGIN_TOP

    @property
    def left(self) -> float:
        """Return the x of the left margin."""
        return MARGIN_SIDE

    @property
    def width(self) -> float:
        """Return the width of the text area."""
        return self._size[0] - 2 * MARGIN_SIDE

    @property
    def body_height(self) -> float:
        """Return the height of the text area."""
        return self._size[1] - MARGIN_TOP - MARGIN_BOTTOM

    @property
    def room(self) -> float:
        """Return the height that is left on the page."""
        return self.y - MARGIN_BOTTOM

    @property
    def at_top(self) -> bool:
        """Tell whether nothing has been set on the page yet."""
        return self._empty

    def sheet(self, turned: bool) -> None:
        """Go on with an empty page of the given orientation."""
        if not self._empty:
            self.next_page()
        self._size = landscape(A4) if turned else A4
        self.canvas.setPageSize(self._size)
        self.y = self._size[1] - MARGIN_TOP

    def next_page(self) -> None:
        """Finish the page and start the next one in the same orientation."""
        self._footer()
        self.canvas.showPage()
        self.canvas.setPageSize(self._size)
        self._page += 1
        self._empty = True
        self.y = self._size[1] - MARGIN_TOP

    def advance(self, height: float) -> None:
        """Move down; white space at the top of a page counts as content as well."""
        self.y -= height
        self._empty = False

    def text(self, x: float, top: float, line: str, size: float, bold: bool = False) -> None:
        """Draw one line of text whose top is at ``top``; bold is drawn by a thin outline."""
        drawing = self.canvas.beginText(x, top - size * BASELINE)
        drawing.setFont(FONT, size)
        if bold:
            self.canvas.setLineWidth(size / 60)
            drawing.setTextRenderMode(2)
        drawing.textOut(line)
        if bold:
            drawing.setTextRenderMode(0)
        self.canvas.drawText(drawing)

    def save(self) -> None:
        """Finish the last page and write the file."""
        self._footer()
        self.canvas.showPage()
        self.canvas.save()

    def _footer(self) -> None:
        number = self._page - self._first_numbered + 1
        if number < 1:
            return
        line = f"- {number} -"
        x = (self._size[0] - measure(line, FOOTER_SIZE)) / 2
        self.text(x, FOOTER_HEIGHT + FOOTER_SIZE, line, FOOTER_SIZE)


def measure(text: str, size: float) -> float:
    """Return the width of a text."""
    return pdfmetrics.stringWidth(text, FONT, size)
