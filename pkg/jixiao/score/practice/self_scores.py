"""How departments score themselves: tidy frames over forms, departments and years.

All take a disclosure or a panel. Shares are fractions; NA where nothing was printed to count.
"""

from __future__ import annotations

import pandas as pd

from jixiao.score.card.totals import TOTAL
from jixiao.score.forms.form_items import EXECUTION, FormItem, ScoredForm, forms_of
from jixiao.score.practice.attainment import attained
from jixiao.store import Disclosure, each_once
from jixiao.values import parse_value

_BY = ["department", "fiscal_year", "form"]
_COUNTS = ("indicators", "n_quantified", "n_answered", "n_answered_100", "n_missed", "n_missing_reason")
_NEARLY = 0.98


def score_distribution(d: Disclosure, scores: pd.DataFrame) -> pd.DataFrame:
    """One row per scored form or scorecard: printed total, supported low and high, and printed minus supported.

    ``above_high`` and ``below_low`` say by how much the printed total lies outside, ``width`` how much is
    left open. ``scores`` are those of ``score`` or ``score_projects`` or both; ``form`` is ``scorecard``
    for a department's own.
    """
    totals = scores[scores["item"] == TOTAL]
    forms = d.projects[["project_id", "form"]].drop_duplicates("project_id")
    rows = totals.merge(forms, on="project_id", how="left")
    printed = rows["printed_score"]
    shown = {
        "form": rows["form"].fillna("scorecard"),
        "printed": printed,
        "minus_low": printed - rows["low"],
        "minus_high": printed - rows["high"],
        "above_high": (printed - rows["high"]).clip(lower=0),
        "below_low": (rows["low"] - printed).clip(lower=0),
        "width": rows["high"] - rows["low"],
    }
    names = [*_BY, "rubric", "project_id", "subject", "weight", "printed", "low", "high"]
    return rows.assign(**shown)[[*names, "minus_low", "minus_high", "above_high", "below_low", "width"]]


def heaping(d: Disclosure) -> pd.DataFrame:
    """Shares of rates that are exactly 100 %, and 98 % or more, by department, year, form and quantity.

    Quantities: ``execution`` (执行率 of the total row), ``total`` (总分 ÷ 100), ``marks`` (得分 ÷ 分值 of
    an indicator), ``answer`` (实际完成值 printed in %).
    """
    d = each_once(d)
    forms = d.projects[[*_BY, "project_id"]].drop_duplicates("project_id")
    known = ["project_id", "form"]
    funds = d.funds[d.funds["fund"] == "total"].merge(forms[known], on="project_id")
    indicators = d.indicators.merge(forms[known], on="project_id")
    weight = indicators["weight"].where(indicators["weight"] > 0)
    answers = indicators[(indicators["actual_unit"] == "%").fillna(value=False)]
    quantities = {
        "execution": funds.assign(rate=funds["executed"] / funds["budget"].where(funds["budget"] > 0)),
        "total": d.projects.assign(
            rate=d.projects["total_score"] / d.projects["total_weight"].fillna(100).where(lambda full: full > 0)
        ),
        "marks": indicators.assign(rate=indicators["score"] / weight),
        "answer": answers.assign(rate=answers["actual_value"]),
    }
    frames = [_heaps(rows[[*_BY, "rate"]].dropna(subset="rate"), name) for name, rows in quantities.items()]
    return pd.concat([frame for frame in frames if not frame.empty] or frames[:1], ignore_index=True)


def indicator_practice(d: Disclosure) -> pd.DataFrame:
    """How indicators are set and answered, by department, year and form.

    ``quantified``: target is a number. ``answered_100``: of the answered, those that print exactly 100 %
    to a target that is not 100 % itself. ``missed``: indicators below target or with marks taken off;
    ``missing_reason``: of these, those without a reason (偏差原因).
    """
    counts = [
        {**{name: form.row[name] for name in _BY}, **_practice(item)}
        for form in forms_of(d)
        for item in form.items
        if item.level not in (EXECUTION, "task")
    ]
    sums = pd.DataFrame(counts, columns=[*_BY, *_COUNTS]).groupby(_BY, as_index=False, sort=False)[list(_COUNTS)].sum()
    return sums.assign(
        quantified=_share(sums, "n_quantified", "indicators"),
        answered_100=_share(sums, "n_answered_100", "n_answered"),
        missing_reason=_share(sums, "n_missing_reason", "n_missed"),
    )


def execution_and_attainment(d: Disclosure) -> pd.DataFrame:
    """One row per form: execution rate beside the mean completion of its indicators, as an interval.

    ``n_decided`` counts the indicators whose completion is one value; qualitative answers and what cannot
    be compared leave anything from 0 to 1.
    """
    columns = [
        *_BY, "project_id", "subject", "execution", "n_indicators", "n_decided", "attainment_low", "attainment_high",
    ]  # fmt: skip
    return pd.DataFrame([_form_row(form) for form in forms_of(d)], columns=columns)


def _form_row(form: ScoredForm) -> dict[str, object]:
    rates = [rate for item in form.items if item.item == EXECUTION for rate in item.rates if rate.kind == "number"]
    found = [attained(item) for item in form.items if item.level not in (EXECUTION, "task")]
    lows, highs = [one.low for one in found], [one.high for one in found]
    return {
        **{name: form.row[name] for name in (*_BY, "project_id")},
        "subject": form.row.get("name") or form.row.get("title"),
        "execution": float(rates[0].ratio) if len(rates) == 1 and rates[0].ratio is not None else None,
        "n_indicators": len(found),
        "n_decided": sum(one.decided for one in found),
        "attainment_low": float(sum(lows) / len(lows)) if lows else None,
        "attainment_high": float(sum(highs) / len(highs)) if highs else None,
    }


def _practice(item: FormItem) -> dict[str, int]:
    """What one indicator adds to the counts."""
    full, target = parse_value("100%"), parse_value(item.target)
    off = item.printed is not None and item.weight is not None and item.printed < item.weight
    missed = off or attained(item).met is False
    given = (
        True,
        target.operator != "text",
        bool(item.actual),
        parse_value(item.actual) == full and (target.number, target.unit) != (full.number, full.unit),
        missed,
        missed and not item.reason,
    )
    return dict(zip(_COUNTS, map(int, given), strict=True))


def _heaps(rows: pd.DataFrame, quantity: str) -> pd.DataFrame:
    counted = rows.assign(
        quantity=quantity,
        n=1,
        n_full=(rows["rate"].round(6) == 1).astype("int64"),
        n_nearly=(rows["rate"].round(6) >= _NEARLY).astype("int64"),
    )
    sums = counted.groupby([*_BY, "quantity"], as_index=False, sort=False)[["n", "n_full", "n_nearly"]].sum()
    return sums.assign(share_full=_share(sums, "n_full", "n"), share_98=_share(sums, "n_nearly", "n"))


def _share(rows: pd.DataFrame, part: str, whole: str) -> pd.Series[float]:
    return rows[part] / rows[whole].where(rows[whole] > 0).astype("float64")
