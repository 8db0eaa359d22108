"""What all charts share: the font that every machine has, colours that everybody can tell apart, bars and axes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import ceil
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.text import Annotation
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from jixiao.report.phrases import label, plain, shorten

# Okabe and Ito's colours, told apart by every kind of colour vision and in grey.
BLUE, ORANGE, GREEN, SKY, INK, PALE = "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#222222", "#d5d5d5"
LACKING = "〓"
_FONT = "fonts/NotoSansSC-Subset.ttf"
_NAME_WIDTH, _NOTE_WIDTH = 34, 20  # columns, two for a Chinese character
#: As wide as the type is to be read on a telephone without scrolling.
INCHES = 4.8
_POINT = 1 / 72  # inch
_BAR, _TITLE, _LEGEND, _FOOT, _REMARK, _EDGE = 0.3, 0.36, 0.2, 0.52, 0.18, 0.12  # inches
_LEGEND_COLUMNS = 2
_TICKS = 4  # 1,500,000 stands beside 1,000,000
_MOST_BESIDE, _MOST_BEHIND = 2.2, 1.3  # inches: whatever is printed, there is room for bars
_TITLE_SIZE, _NAME_SIZE, _NOTE_SIZE, _NOTE_SHIFT = 11, 9, 8.5, 7  # points


@cache
def use_font() -> str:
    """Make matplotlib draw with the font of this package, which every machine has; the path of its file."""
    path = str(files("jixiao").joinpath(_FONT))
    font_manager.fontManager.addfont(path)
    rcParams["font.family"] = [font_manager.FontProperties(fname=path).get_name()]
    rcParams["axes.unicode_minus"] = False
    rcParams["text.parse_math"] = False  # a $ in a project name is a $
    rcParams["text.hinting"] = "none"  # at this size of pixels it changes nothing but the time
    return path


def _font() -> FT2Font:
    """The font as matplotlib holds it: opened anew in a forked process, which must not share a place in the file."""
    return font_manager.get_font(use_font())


def drawable(text: str) -> str:
    """Text on one line, with 〓 for each character the font lacks."""
    return "".join(c if ord(c) in _glyphs() else LACKING for c in plain(text))


@cache
def _glyphs() -> frozenset[int]:
    """Characters that the font has."""
    return frozenset(_font().get_charmap())


def text_inches(text: str, size: float) -> float:
    """How wide a text of so many points is drawn."""
    return sum(_advance(character) for character in text) * size * _POINT


@cache
def _advance(character: str) -> float:
    """Width of a character, with the size of the font as the unit."""
    font = _font()
    font.set_size(100, 72)
    return float(font.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / 100


def place_axes(figure: Figure, left: float, right: float, top: float, bottom: float) -> None:
    """Room around the axes in inches. matplotlib's own layouts measure all that is drawn, for half the time of a chart."""
    width, height = figure.get_size_inches()
    figure.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)


def titled(height: float, title: str) -> tuple[Figure, Axes]:
    """A figure of so many inches with its title, and its axes."""
    use_font()
    figure = Figure(figsize=(INCHES, height))
    size = min(_TITLE_SIZE, _TITLE_SIZE * (INCHES - _EDGE) / text_inches(title, _TITLE_SIZE))
    figure.suptitle(title, x=0.008, y=1 - 0.08 / height, va="top", ha="left", fontsize=size, color=INK)
    return figure, figure.add_subplot()


def bars(n: int, title: str) -> tuple[Figure, Axes]:
    """A figure for n bars that lie, with its title."""
    return titled(_TITLE + _LEGEND + _FOOT + _BAR * (n + 0.8), title)


def money_axis(axes: Axes, lang: str) -> None:
    """Amounts from 0 in 万元."""
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))
    axes.xaxis.set_major_locator(MaxNLocator(_TICKS))
    from_zero(axes, axes.dataLim.x1)
    axes.set_xlabel(label("amount_axis", lang))


def from_zero(axes: Axes, most: float) -> None:
    """An axis from 0 to the largest value; to 1 where all are 0."""
    axes.set_xlim(0, most if most > 0 else 1)


def diamonds(axes: Axes, values: Any, name: str) -> None:
    """A mark in each bar for the value as printed."""
    axes.scatter(
        values, range(len(values)), marker="D", s=22, color=ORANGE, edgecolor=INK, linewidth=0.6, zorder=3,
        clip_on=False, label=name,
    )  # fmt: skip


def note(axes: Axes, x: float, y: int, text: str) -> None:
    """What a bar stands for, in words or numbers, behind its end; long words are cut."""
    place = (max(x, 0), y)  # a bar below 0 is not shown, and names stand there
    axes.annotate(
        shorten(text, _NOTE_WIDTH), place, (_NOTE_SHIFT, 0), textcoords="offset points", va="center", ha="left", fontsize=_NOTE_SIZE, color=INK,
        annotation_clip=False,
    )  # fmt: skip


def finish(figure: Figure, axes: Axes, names: list[str], lang: str) -> Figure:
    """Names beside the bars, first on top, and a legend above them; room for names and notes."""
    drawn = [drawable(shorten(plain(name, lang), _NAME_WIDTH)) for name in names]
    axes.set_yticks(range(len(drawn)), drawn, fontsize=_NAME_SIZE)
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    height = figure.get_size_inches()[1]
    axes.legend(
        loc="upper left", bbox_to_anchor=(0, 1 - _TITLE / height), bbox_transform=figure.transFigure,
        ncols=_LEGEND_COLUMNS, fontsize=9, frameon=False, borderaxespad=0, borderpad=0.3,
    )  # fmt: skip
    quiet(axes)
    lines = ceil(len(axes.get_legend_handles_labels()[1]) / _LEGEND_COLUMNS)
    lacking = any(LACKING in name for name in drawn)
    if lacking:
        figure.supxlabel(label("lacking_glyph", lang), fontsize=8, color="#555555", x=0.01, y=0.01, ha="left")
    beside = max((text_inches(name, _NAME_SIZE) for name in drawn), default=0)
    notes = [one for one in axes.texts if isinstance(one, Annotation)]
    behind = max((text_inches(one.get_text(), _NOTE_SIZE) for one in notes), default=0) + _NOTE_SHIFT * _POINT
    beside, behind = min(beside, _MOST_BESIDE), min(behind, _MOST_BEHIND)
    place_axes(figure, beside + _EDGE, behind + _EDGE, _TITLE + _LEGEND * lines, _FOOT + (_REMARK if lacking else 0))
    return figure


def quiet(axes: Axes) -> None:
    """Axes without ornament."""
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#999999")
    axes.tick_params(length=0, colors=INK, labelsize=9)
    axes.xaxis.label.set(fontsize=9, color="#555555")
    axes.yaxis.label.set(fontsize=9, color="#555555")
