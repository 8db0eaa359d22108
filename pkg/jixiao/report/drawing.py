"""What all charts share: the font that every machine has, colours that everybody can tell apart, bars and axes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.ticker import StrMethodFormatter

from jixiao.report.words import label, plain, shorten

# Okabe and Ito's colours, told apart by every kind of colour vision and in grey.
BLUE, ORANGE, GREEN, SKY, INK, PALE = "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#222222", "#d5d5d5"
LACKING = "〓"
_FONT = "fonts/NotoSansSC-Subset.ttf"
_NAME_WIDTH = 40
INCHES = 7.2


@cache
def use_font() -> FT2Font:
    """Make matplotlib draw with the font of this package, which every machine has."""
    path = str(files("jixiao").joinpath(_FONT))
    font_manager.fontManager.addfont(path)
    rcParams["font.family"] = [font_manager.FontProperties(fname=path).get_name()]
    rcParams["axes.unicode_minus"] = False
    rcParams["text.parse_math"] = False  # a $ in a project name is a $
    return FT2Font(path)


def drawable(text: str) -> str:
    """Text on one line, with 〓 for each character the font lacks."""
    return "".join(c if ord(c) in _glyphs() else LACKING for c in plain(text))


@cache
def _glyphs() -> frozenset[int]:
    """Characters that the font has."""
    return frozenset(use_font().get_charmap())


def bars(n: int, title: str) -> tuple[Figure, Axes]:
    """A figure for n bars that lie, with its title."""
    use_font()
    figure = Figure(figsize=(INCHES, 1.35 + 0.3 * n), layout="constrained")
    axes = figure.add_subplot()
    figure.suptitle(title, x=0.008, ha="left", fontsize=11, color=INK)
    return figure, axes


def money_axis(axes: Axes, lang: str) -> None:
    """Amounts from 0 in 万元, with room for what stands behind the bars."""
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.set_xlim(0, axes.get_xlim()[1] * 1.14)
    axes.set_xlabel(label("amount_axis", lang))


def note(axes: Axes, x: float, y: int, text: str, before: bool = False) -> None:
    """What a bar stands for, in words or numbers, behind its end or before its beginning."""
    shift, side = (-5, "right") if before else (7, "left")
    axes.annotate(text, (x, y), (shift, 0), textcoords="offset points", va="center", ha=side, fontsize=8.5, color=INK)


def finish(figure: Figure, axes: Axes, names: list[str], lang: str) -> Figure:
    """Names beside the bars, first on top, and a legend above them."""
    drawn = [drawable(shorten(plain(name, lang), _NAME_WIDTH)) for name in names]
    axes.set_yticks(range(len(drawn)), drawn, fontsize=9)
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=3, fontsize=9, frameon=False, borderaxespad=0.1, borderpad=0.3
    )
    if any(LACKING in name for name in drawn):
        figure.supxlabel(label("lacking_glyph", lang), fontsize=8, color="#555555", x=0.01, ha="left")
    quiet(axes)
    return figure


def quiet(axes: Axes) -> None:
    """Axes without ornament."""
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#999999")
    axes.tick_params(length=0, colors=INK, labelsize=9)
    axes.xaxis.label.set(fontsize=9, color="#555555")
    axes.yaxis.label.set(fontsize=9, color="#555555")
