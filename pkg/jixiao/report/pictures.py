"""A chart as an output of a notebook: PNG with its description, the same bytes every time."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from jixiao.report.drawing import bars, finish, use_font

_DPI = 160
_COLOURS = 256
_WHITE, _NEARLY_WHITE = [255, 255, 255], 253


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart; false where there was nothing to draw."""

    png: bytes
    alt: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        data = {"image/png": base64.b64encode(self.png).decode("ascii"), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt}}

    def __repr__(self) -> str:
        return self.alt

    def __bool__(self) -> bool:
        return bool(self.png)


def picture(figure: Figure | None, alt: str) -> Picture:
    """A figure with its alternative text; an empty picture for None."""
    if figure is None:
        return Picture(b"", "")
    figure.set_dpi(_DPI)
    figure.set_facecolor("white")
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    buffer = BytesIO()
    _few_colours(drawn).save(buffer, "png")
    return Picture(buffer.getvalue(), alt)


def rehearse() -> None:
    """Draw once for nothing: what matplotlib has to look for then, forked processes will have. No setting is left behind."""
    with rc_context():
        figure, axes = bars(1, "绩效")
        axes.barh(0, 1, label="绩效")
        picture(finish(figure, axes, ["绩效"], "zh"), "绩效")
    use_font.cache_clear()


def _few_colours(drawn: Image.Image) -> Image.Image:
    """The same to the eye in a quarter of the bytes; what was white stays so, and is not nearly white."""
    image = drawn.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = image.getpalette() or []
    shades = [palette[start : start + 3] for start in range(0, len(palette), 3)]
    image.putpalette([part for shade in shades for part in (_WHITE if min(shade) >= _NEARLY_WHITE else shade)])
    return image
