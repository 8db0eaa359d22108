import os
import warnings
from io import BytesIO

import matplotlib.style
import pytest
from PIL import Image

from jixiao import report
from jixiao.report import drawing
from report_samples import HOSTILE, rows, sample, scores

CHARTS = ("expenditure_by_class", "execution", "investment_completion", "quarter_progress")


def bars(figure):
    return [(round(p.get_x(), 6), round(p.get_width(), 6)) for c in figure.axes[0].containers for p in c.patches]


def names(figure):
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def notes(figure):
    return [note.get_text() for note in figure.axes[0].texts]


def test_expenditure_by_class_stacks_basic_and_project():
    figure = report.expenditure_by_class(sample(), "zh")
    assert names(figure) == ["一般公共服务支出", "住房保障支出"]
    assert bars(figure) == [(0, 30), (0, 10), (30, 60), (10, 0)]
    assert notes(figure) == ["90.00", "10.00"]
    assert figure.axes[0].get_xlabel() == "万元"
    assert names(report.expenditure_by_class(sample(), "en")) == ["general public services", "housing"]


def test_execution_has_the_lowest_rate_on_top_and_the_rate_as_printed():
    figure = report.execution(sample(), "zh")
    assert names(figure) == ["培训", "网络运维"]
    assert bars(figure) == [(0, 10), (0, 50), (0, 4), (0, 50)]
    assert notes(figure) == ["40.00%", "100.00%"]


def test_a_rate_that_is_not_printed_is_called_so():
    funds = [{**row, "rate": None} for row in rows()["funds"]]
    assert notes(report.execution(sample(funds=funds), "zh")) == ["未填列", "未填列"]
    assert "没有公布执行率" in report.execution_alt(sample(funds=funds), "zh")


def test_investments_show_the_share_and_the_printed_rate():
    figure = report.investment_completion(sample(), "en")
    assert bars(figure) == [(0, 0.75)]
    assert figure.axes[0].collections[0].get_offsets().tolist() == [[0.8, 0]]


def test_quarters_against_time():
    figure = report.quarter_progress(sample(), "zh")
    time, spending = figure.axes[0].lines
    assert list(time.get_ydata()) == [0.25, 0.5, 0.75, 1]
    assert list(spending.get_ydata()) == [0.2, 0.5, 0.7, 0.98]
    assert "第 3 季度 70.00%" in report.quarter_progress_alt(sample(), "zh")


def test_the_scorecard_joins_readings_and_leaves_the_total_out():
    figure = report.scorecard(scores(), "zh")
    assert names(figure) == ["合理性", "支出率"]
    assert notes(figure) == ["5 | 0–5", "4.5 | 4.25–4.5"]
    assert report.scorecard_alt(sample(), scores(), "en").endswith("printed 9.5 in all, supported 4.25 to 9.5.")


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_draw_is_no_chart_and_no_alternative_text(name):
    empty = sample(accounts=[], funds=[], investments=[], claims=[])
    assert getattr(report, name)(empty, "zh") is None
    assert getattr(report, f"{name}_alt")(empty, "zh") == ""
    assert not report.picture(None, "")


def test_an_unprinted_scorecard_is_not_drawn():
    assert report.scorecard(scores().assign(printed_score=float("nan")), "zh") is None


def test_chinese_is_drawn_without_a_missing_glyph():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = report.expenditure_by_class(sample(), "zh")
        figure.suptitle("决算 −1,234.56 ÷ ≥ …")
        assert report.picture(figure, "决算").png.startswith(b"\x89PNG")


def test_a_character_the_font_lacks_is_marked_and_said():
    projects = [{**row, "name": f"𠮷{HOSTILE}😀"} for row in rows()["projects"]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = report.execution(sample(projects=projects), "zh")
        assert report.picture(figure, "x")
    assert names(figure)[0].startswith("〓<script>")
    assert figure.get_supxlabel().startswith("〓")


def test_colours_are_of_okabe_and_ito():
    assert {drawing.BLUE, drawing.ORANGE, drawing.GREEN} == {"#0072B2", "#E69F00", "#009E73"}


def test_a_picture_is_the_same_every_time_and_carries_its_alternative_text():
    first, second = (report.picture(report.execution(sample(), "en"), "words") for _ in range(2))
    assert first == second
    data, metadata = first._repr_mimebundle_()
    assert data["text/plain"] == "words"
    assert metadata["image/png"]["alt"] == "words"


LONG = "一个名字很长很长的项目，长得在任何一张图里都放不下，只好在中间省略掉一段，让两端仍然分得清楚"


def shown(labels, axis, limits):
    """Labels of an axis that are drawn: those of ticks within its limits."""
    return [label for label in labels if min(limits) <= label.get_position()[axis] <= max(limits)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [*CHARTS, "scorecard"])
def test_nothing_that_is_written_leaves_the_picture_or_covers_its_title(name, lang):
    named = sample(
        projects=[{**row, "name": f"{LONG}{n}"} for n, row in enumerate(rows()["projects"])],
        accounts=[{**row, "item": LONG} if row.get("code") else row for row in rows()["accounts"]],
    )
    told = {"scorecard": scores().assign(title=LONG)}
    figure = getattr(report, name)(told.get(name, named), lang)
    assert report.picture(figure, "x")
    (axes,) = figure.axes
    legend = axes.get_legend()
    ticks = [*shown(axes.get_xticklabels(), 0, axes.get_xlim()), *shown(axes.get_yticklabels(), 1, axes.get_ylim())]
    inside = [*axes.texts, *ticks, axes.xaxis.label, axes.yaxis.label]
    drawn = [text.get_window_extent() for text in inside if text.get_text()]
    drawn += [legend.get_window_extent()] if legend else []
    edge = figure.bbox.padded(1)
    assert all(edge.contains(*box.min) and edge.contains(*box.max) for box in drawn)
    title = figure.texts[0].get_window_extent()
    assert edge.contains(*title.min)
    assert edge.contains(*title.max)
    assert not any(title.overlaps(box) for box in drawn)


def test_texts_are_as_wide_as_they_are_said_to_be():
    figure = report.execution(sample(), "zh")
    assert report.picture(figure, "x")
    for text in (*figure.axes[0].get_yticklabels(), *figure.axes[0].texts):
        points = text.get_window_extent().width / figure.dpi
        assert drawing.text_inches(text.get_text(), text.get_fontsize()) == pytest.approx(points, abs=0.03)


def test_a_picture_has_few_colours_and_white_paper():
    image = Image.open(BytesIO(report.picture(report.execution(sample(), "zh"), "x").png))
    assert image.mode == "P"
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    shares = sorted(image.convert("RGB").getcolors(1 << 16))
    assert shares[-1][1] == (255, 255, 255)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_process_opens_the_font_for_itself():
    font = drawing._font()
    assert drawing._font() is font
    if (child := os.fork()) == 0:
        os._exit(drawing._font() is font)
    assert os.waitpid(child, 0)[1] == 0


def test_a_picture_stands_on_white_whatever_style_is_chosen():
    with matplotlib.style.context("dark_background"):
        image = Image.open(BytesIO(report.picture(report.execution(sample(), "zh"), "x").png)).convert("RGB")
    assert image.getpixel((0, 0)) == (255, 255, 255)
    assert not [colour for _, colour in image.getcolors(1 << 16) if 253 <= min(colour) < 255]


def test_whatever_is_printed_for_a_rate_there_is_room_for_bars():
    funds = [{**row, "rate": None, "cells": {"rate": {"printed": LONG * 4}}} for row in rows()["funds"]]
    projects = [{**row, "name": "W" * 90} for row in rows()["projects"]]
    figure = report.execution(sample(funds=funds, projects=projects), "zh")
    assert report.picture(figure, "x")
    assert all("…" in text for text in notes(figure))
    assert figure.axes[0].get_position().width * drawing.INCHES > 1


def of_money(amount):
    return sample(funds=[{**row, "budget": amount, "executed": amount} for row in rows()["funds"]])


def test_no_money_is_not_drawn():
    assert report.execution(of_money(0.0), "zh") is None


def test_bars_below_nothing_are_drawn_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = report.execution(of_money(-5.0), "zh")
        assert report.picture(figure, "x")
    assert figure.axes[0].get_xlim() == (0, 1)
    assert {note.xy[0] for note in figure.axes[0].texts} == {0}
