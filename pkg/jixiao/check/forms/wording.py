"""Kinds of rule about the words of one indicator: its unit, its frequency, its heading, whether it is a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from jixiao.check.forms.entries import Found, aside, entries, number, plain_words, verdict
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, ProjectForm, Row, Rule
from jixiao.figures import half_width
from jixiao.rules import Text

_FREQUENCY = re.compile(
    r"(?P<times>\d+)次[/每](?P<period>日|天|周|月|季度|季)[,，。;；]?(?:全|每|本)?年(?:度)?[^\d,，。;；]{0,8}(?P<total>\d+)次"
    r"|每(?P<period2>日|天|周|月|季度|季)(?P<times2>\d+)次[,，。;；]?全年[^\d,，。;；]{0,8}(?P<total2>\d+)次"
)
_PERIODS: Mapping[str, tuple[int, int]] = {
    "日": (365, 366), "天": (365, 366), "周": (52, 53), "月": (12, 12), "季度": (4, 4), "季": (4, 4),
}  # fmt: skip
_BRACKETS = re.compile(r"\([^()]*\)")
_TEN_THOUSANDS = re.compile(r"\D{0,4}(?P<number>\d[\d.,]*)万")


@kind("rate_unit", on="project", words=("not_rates", "units"))
def judge_rate_unit(rule: Rule, form: ProjectForm) -> Found:
    """A rate (率) has no unit of time, money or things, such as 丢包率 in ms; nothing (0次) is nothing in any unit."""
    for row in form.indicators:
        name = _BRACKETS.sub("", half_width(row["level3"] or "")).rstrip("。；;")
        unit = unit_of(row["target_unit"])
        if row["target_value"] is None or not name.endswith("率") or name.endswith(rule.words["not_rates"]):
            continue
        wrong = unit in rule.words["units"] and bool(row["target_value"])
        zh = (
            f"指标为“率”，目标值“{row['target']}”的单位是“{unit}”"
            if wrong
            else f"目标值“{row['target']}”的单位可以用于“率”"
        )
        en = (
            f"a rate, its target “{row['target']}” is in “{unit}”"
            if wrong
            else f"the unit of “{row['target']}” fits a rate"
        )
        yield key_of(row), verdict(form, subject_of(row), wrong, Text(zh, en), cells_of(row))


@kind("over_whole", on="project", words=("shares",))
def judge_over_whole(rule: Rule, form: ProjectForm) -> Found:
    """A share of a whole (满意度, 合格率) is not above a hundred per cent; how much of a plan was done (完成率) may be."""
    for row in form.indicators:
        name = _BRACKETS.sub("", half_width(row["level3"] or "")).rstrip("。；;")
        told = [
            (row[field], row[f"{field}_value"])
            for field in ("target", "actual")
            if row[f"{field}_unit"] == "%" and row[f"{field}_value"] is not None
        ]
        if not told or not name.endswith(rule.words["shares"]):
            continue
        above = [text for text, value in told if value > 1]
        zh, en = f"填列“{above[0] if above else told[-1][0]}”", f"prints “{above[0] if above else told[-1][0]}”"
        text = (
            Text(f"{zh}，大于百分之百", f"{en}, above a hundred per cent")
            if above
            else Text(f"{zh}，不大于百分之百", f"{en}, not above a hundred per cent")
        )
        yield key_of(row), verdict(form, subject_of(row), bool(above), text, cells_of(row))


@kind("impossible_unit", on="project", words=("counts", "numbers"), limits=("near",))
def judge_impossible_unit(rule: Rule, form: ProjectForm) -> Found:
    """No value is a number of things and a share at once (115人次%, 服务人数 520%), nor 万 times what it should answer (2100人次, 2134万)."""
    counts = "|".join(rule.words["counts"])
    mixed = re.compile(rf"\D{{0,4}}\d[\d.,]*(?:{counts})[%‰]")
    small = re.compile(rf"\D{{0,4}}(?P<number>\d[\d.,]*)(?:{counts})")
    for row in form.indicators:
        target, actual = (half_width(plain_words(row[field])) for field in ("target", "actual"))
        asked, answered = small.fullmatch(target), _TEN_THOUSANDS.fullmatch(actual)
        if any(mixed.fullmatch(text) for text in (target, actual)):
            text = Text("数量与百分号并用", "a number of things with a per cent sign")
        elif _counted_in_percent(row, rule):
            text = Text("数量以超过百分之百的百分数填列", "a number of things in per cent, above a hundred")
        elif asked and answered and _near(asked["number"], answered["number"], rule.limits["near"]):
            text = Text("以“万”回答，数字却与目标相近", "ten thousands, of nearly the number of the target")
        elif asked:
            yield (
                key_of(row),
                verdict(form, subject_of(row), False, Text("单位可以成立", "possible units"), cells_of(row)),
            )
            continue
        else:
            continue
        zh, en = f"目标“{row['target']}”，实际“{row['actual']}”", f"target “{row['target']}”, actual “{row['actual']}”"
        yield (
            key_of(row),
            verdict(form, subject_of(row), True, Text(f"{zh}：{text.zh}", f"{en}: {text.en}"), cells_of(row)),
        )


def _counted_in_percent(row: Row, rule: Rule) -> bool:
    """True where the target of what is counted by its name (…人数) is a percentage above a hundred; less is a share done."""
    name, value = _BRACKETS.sub("", half_width(row["level3"] or "")).rstrip("。；;"), number(row["target_value"])
    return name.endswith(rule.words["numbers"]) and row["target_unit"] == "%" and value is not None and value > 1


@kind("listed_once", on="project")
def judge_listed_once(rule: Rule, form: ProjectForm) -> Found:  # noqa: ARG001 a kind's signature
    """No indicator stands twice in a form, with the same name, target and actual value."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in form.indicators:
        words = tuple(half_width(plain_words(row[field])) for field in ("level3", "target", "actual"))
        if words[0] and words[1]:
            groups.setdefault(words, []).append(row)
    twice = [rows for rows in groups.values() if len(rows) > 1]
    if groups and not twice:
        yield "", verdict(form, Text("指标", "indicators"), False, Text("没有重复的指标", "none stands twice"), ())
    for rows in twice:
        text = Text(
            f"列了 {len(rows)} 次，名称、目标和完成值都相同",
            f"stands {len(rows)} times, with one target and actual value",
        )
        yield (
            key_of(rows[0]),
            verdict(form, subject_of(rows[0]), True, text, [v for row in rows for v in cells_of(row)]),
        )


@kind("frequency", on="project", limits=("working_days_least", "working_days_most"))
def judge_frequency(rule: Rule, form: ProjectForm) -> Found:
    """A frequency times its period is the number printed for the year (2次/天 → 730次 or 732次)."""
    for row in form.indicators:
        match = _FREQUENCY.search(half_width(row["target"] or "")) or _FREQUENCY.search(half_width(row["level3"] or ""))
        if match is None:
            continue
        times = int(match["times"] or match["times2"])
        total = int(match["total"] or match["total2"])
        period = match["period"] or match["period2"]
        low, high = (times * count for count in _PERIODS[period])
        days = rule.limits["working_days_least"] * times, rule.limits["working_days_most"] * times
        span = f"{low}" if low == high else f"{low}—{high}"
        zh, en = (
            f"填列“{row['target']}”，按频次计算全年为 {span} 次",
            f"prints “{row['target']}”; the frequency gives {span}",
        )
        if low <= total <= high:
            yield key_of(row), verdict(form, subject_of(row), False, Text(f"{zh}，一致", f"{en}, equal"), cells_of(row))
        elif period in ("日", "天") and days[0] <= total <= days[1]:
            text = Text(f"{zh}；{total} 次可能按工作日计算，无法判断", f"{en}; {total} may count working days")
            yield key_of(row), aside(form, subject_of(row), text, cells_of(row))
        else:
            text = Text(f"{zh}，与 {total} 次不能同时成立", f"{en}; that and {total} cannot both hold")
            yield key_of(row), verdict(form, subject_of(row), True, text, cells_of(row))


@kind("heading", on="project", words=("headings",), own_words=True)
def judge_heading(rule: Rule, form: ProjectForm) -> Found:
    """An indicator stands under the level-2 heading (二级指标) that its own last words name."""
    known = (*rule.words, *rule.words["headings"])
    for row in form.indicators:
        heading, name = plain_words(row["level2"]), half_width(row["level3"] or "").rstrip("。；;")
        if (row["method"] or "") != "printed" or not any(word in heading for word in known):
            continue
        own = next((key for key, ends in rule.words.items() if key != "headings" and name.endswith(ends)), None)
        if own is None:
            continue
        wrong = own not in heading
        zh = f"列在“{heading}”下，" + (f"名称所指的是{own}指标" if wrong else "与名称相符")
        en = f"stands under “{heading}”, " + (f"while its words name {own}" if wrong else "as its words say")
        yield key_of(row), verdict(form, subject_of(row), wrong, Text(zh, en), entries(row, ("level2", "level3")))


@kind("quantified", on="project", limits=("share",))
def judge_quantified(rule: Rule, form: ProjectForm) -> Found:
    """At least a share of the targets are numbers."""
    rows = [row for row in form.indicators if plain_words(row["target"])]
    if not rows:
        return
    counted = sum(row["target_value"] is not None or row["operator"] == "range" for row in rows)
    few = Decimal(counted) / len(rows) < rule.limits["share"]
    text = Text(f"{len(rows)} 项有内容的目标中 {counted} 项是数值", f"{counted} of {len(rows)} targets are numbers")
    yield "", verdict(form, Text("量化目标", "targets that are numbers"), few, text, ())


def subject_of(row: Row) -> Text:
    """An indicator by its name, else by its heading or place."""
    name = plain_words(row["level3"]) or plain_words(row["level2"]) or f"{row['position']}"
    return Text(name, name)


def key_of(row: Row) -> str:
    """What tells the rows of one form apart."""
    return f"{row['position']}"


def unit_of(unit: object) -> str:
    """A printed unit as it is compared."""
    plain = half_width(str(unit or "")).strip("()")
    return {"万": "万元", "亿": "亿元"}.get(plain, plain)


def cells_of(row: Row, *more: str) -> tuple[PrintedValue, ...]:
    """Target and actual value of a row, and more of its fields, with their places."""
    return entries(row, ("target", "actual", *more), plain_words(row["level3"]))


def _near(one: str, other: str, times: Decimal) -> bool:
    """Whether two printed numbers differ by no more than so many times."""
    small, large = sorted(Decimal(text.replace(",", "")) for text in (one, other))
    return bool(small) and large <= small * times
