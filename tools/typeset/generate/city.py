"""A made-up city: budgets, final accounts and self-evaluations of thirty departments over three years, as web pages.

Everything agrees but what is planted: ``PLANTED`` says where, and which rule must say so. The first ``FEW`` departments
have one fault of each kind already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import Path

CITY, YEARS = "甲城市", (2022, 2023, 2024)
#: Department, and the name that its accounts of a year print, where it is another.
DEPARTMENTS = (
    "财政局", "商务局", "数据局", "教育局", "科学技术局", "民政局", "司法局", "水务局", "农业农村局", "文化和旅游局",
    "卫生健康委员会", "应急管理局", "审计局", "统计局", "信访局", "医疗保障局", "林业局", "体育局", "档案馆", "机关事务管理局",
    "退役军人事务局", "生态环境局", "住房和城乡建设局", "交通运输局", "市场监督管理局", "城市管理局",
    "人力资源和社会保障局", "自然资源局", "地震局", "外事办公室",
)  # fmt: skip
FEW = 3
#: Departments that had another name, in all documents of that year.
RENAMED = {("数据局", 2022): "政务服务和数据局"}
OTHER_NAMES = {("财政局", 2023): "市财政局", ("商务局", 2022): "甲城市商务局（汇总）"}


@dataclass(frozen=True)
class Planted:
    """One fault of the city: in whose year it is, what was done, the rule that finds it and what that says."""

    department: str
    year: int
    what: str
    rule: str
    state: str


#: Kinds of fault: year, what was done, rule and what it says.
_FAULTS = (
    (2023, "quote", "ST-04", "broken"),
    (2024, "three_public", "ST-01", "broken"),
    (2023, "target", "ST-07", "broken"),
    (2024, "project", "ST-06", "broken"),
    (2024, "last_year", "ST-05", "ambiguous"),
    (2022, "unlisted", "ST-06", "ambiguous"),
)
#: Of the other departments every seventh has no fault, and of these every second lacks two documents.
_SOUND = len(_FAULTS) + 1
PLANTED = (
    *(Planted(DEPARTMENTS[n], *_FAULTS[kind]) for n, kind in ((1, 0), (0, 1), (2, 2), (2, 3), (1, 4), (1, 5))),
    *(Planted(DEPARTMENTS[n], *_FAULTS[n % _SOUND]) for n in range(FEW, len(DEPARTMENTS)) if n % _SOUND < len(_FAULTS)),
)
#: Documents that were not published: department, year, family.
MISSING = {
    ("财政局", 2022, "budget"),
    ("商务局", 2023, "evaluation"),
    *(
        (DEPARTMENTS[n], year, family)
        for n in range(FEW, len(DEPARTMENTS))
        if n % (2 * _SOUND) == len(_FAULTS)
        for year, family in ((2022, "budget"), (2023, "evaluation"))
    ),
}
#: A project of the year that the budget does not list.
ADDED = "应急设备购置"
ITEMS = (
    ("2010401", "行政运行", "basic"),
    ("2010402", "一般行政管理事务", "project"),
    ("2210201", "住房公积金", "basic"),
)
CLASSES = {"201": "一般公共服务支出", "221": "住房保障支出"}
GROUPS = {"20104": "发展与改革事务", "22102": "住房改革支出"}
PROJECTS = ("信息系统运行维护", "公共服务宣传")
Rows = Sequence[Sequence[object]]


def name_of(department: str, year: int) -> str:
    """The name that a department had in a year."""
    return f"{CITY}{RENAMED.get((department, year), department)}"


def planned(department: str, year: int) -> dict[str, Decimal]:
    """The budget of each item, in 万元."""
    size = Decimal(DEPARTMENTS.index(department) + 2)
    growth = Decimal(year - YEARS[0])
    return {
        "2010401": size * 400 + growth * Decimal("13.25"),
        "2010402": size * 90 + growth * Decimal("7.5"),
        "2210201": size * 31 + growth * Decimal("1.07"),
    }


def spent(department: str, year: int) -> dict[str, Decimal]:
    """What was spent on each item: a little less than planned, of the project money less."""
    rates = {"2010401": Decimal("0.98"), "2010402": Decimal("0.96"), "2210201": Decimal("0.99")}
    return {code: (value * rates[code]).quantize(Decimal("0.01")) for code, value in planned(department, year).items()}


def write_city(folder: Path, departments: int = FEW) -> list[Path]:
    """Every document that the first departments published, as HTML; the same bytes every time."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {"budget": _budget, "accounts": _accounts, "evaluation": _evaluation}
    paths = []
    for number, department in enumerate(DEPARTMENTS[:departments], 1):
        for year in YEARS:
            for family, make in made.items():
                if (department, year, family) not in MISSING:
                    path = folder / f"{number:02}-{year}-{family}.html"
                    path.write_text(_page(make(department, year)), encoding="utf-8")
                    paths.append(path)
    return paths


def _is_planted(department: str, year: int, what: str) -> bool:
    return any((one.department, one.year, one.what) == (department, year, what) for one in PLANTED)


def _budget(department: str, year: int) -> Iterator[str]:
    name, now = name_of(department, year), planned(department, year)
    before = planned(department, year - 1) if year > YEARS[0] else {}
    if _is_planted(department, year, "last_year"):
        before["2010402"] += 40
    yield from (
        f"<h1>{year}年{name}部门预算</h1>",
        "<h2>一般公共预算支出表</h2>",
        f"<p>单位名称：{name}　单位：万元</p>",
    )
    titles = ["科目编码", "科目名称", *(["上年预算数"] if before else []), "本年预算数", "其中：基本支出", "项目支出"]
    yield _table([titles, *_rows(now, before)])
    yield from ("<h2>部门支出总表</h2>", f"<p>单位名称：{name}　单位：万元</p>")
    yield _table([["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *_rows(now, {})])
    yield from ("<h2>“三公”经费支出表</h2>", f"<p>单位名称：{name}　单位：万元</p>")
    yield _table(
        [
            ["“三公”经费合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"],
            ["6.00", "0.00", "0.00", "4.00", "2.00"],
        ]
    )
    yield from ("<h2>项目支出表</h2>", f"<p>单位名称：{name}　单位：万元</p>")
    shares = _shares(now["2010402"])
    yield _table([["项目名称", "合计"], ["合计", _text(sum(shares))], *zip(PROJECTS, map(_text, shares), strict=True)])
    yield from _target_form(name, year, shares[0])


def _target_form(name: str, year: int, amount: Decimal) -> Iterator[str]:
    yield from ("<h2>项目支出绩效目标表</h2>", f"<p>（{year}年度）</p>")
    head = [["项目名称", PROJECTS[0], "主管部门", name], ["项目资金（万元）", "年度资金总额", _text(amount), ""]]
    goal = [["年度目标", "保障信息系统稳定运行。", "", ""], ["一级指标", "二级指标", "三级指标", "指标值"]]
    yield _table([*head, *goal, *(indicator[:4] for indicator in _indicators(year))])


def _indicators(year: int) -> tuple[tuple[str, str, str, str, str], ...]:
    return (
        ("产出指标", "数量指标", "维护系统数量", "≥12个", "12个"),
        ("产出指标", "质量指标", "故障按时修复率", "≥95%", "95%"),
        ("产出指标", "时效指标", "故障响应时间", "≤30分钟", "30分钟"),
        ("效益指标", "社会效益指标", "系统正常运行率", "≥99%", "99%"),
        ("满意度指标", "服务对象满意度指标", "用户满意度", f"≥{year - 1932}%", f"{year - 1931}%"),
    )


def _accounts(department: str, year: int) -> Iterator[str]:
    name = OTHER_NAMES.get((department, year), name_of(department, year))
    now, final = planned(department, year), spent(department, year)
    yield from (
        f"<h1>{name}{year}年度部门决算</h1>",
        "<h2>一般公共预算财政拨款支出决算表</h2>",
        f"<p>部门：{name}　单位：万元</p>",
    )
    yield _table([["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"], *_rows(final, {})])
    yield from ("<h2>支出决算表</h2>", f"<p>部门：{name}　单位：万元</p>")
    yield _table([["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"], *_rows(final, {})])
    yield from ("<h2>财政拨款“三公”经费支出决算表</h2>", f"<p>部门：{name}　单位：万元</p>")
    kinds = ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"]
    total, reception = ("9.00", "5.00") if _is_planted(department, year, "three_public") else ("6.00", "2.00")
    figures = [total, "0.00", "0.00", "4.00", reception, "4.60", "0.00", "0.00", "3.50", "1.10"]
    stages = [stage for stage in ("年初预算数", "决算数") for _ in kinds]
    yield _table([stages, kinds * 2, figures])
    yield "<h2>五、一般公共预算财政拨款支出决算情况说明</h2>"
    yield f"<p>{year}年度一般公共预算财政拨款支出{_money(now, final)}其中：</p>"
    for number, (code, item, _) in enumerate(ITEMS, 1):
        quoted = now[code] + (30 if code == "2210201" and _is_planted(department, year, "quote") else 0)
        said = f"年初预算为{_text(quoted)}万元，支出决算为{_text(final[code])}万元。"
        yield f"<p>{number}．{CLASSES[code[:3]]}（类）{GROUPS[code[:5]]}（款）{item}（项）。{said}</p>"


def _money(now: dict[str, Decimal], final: dict[str, Decimal]) -> str:
    plan, outturn = sum(now.values()), sum(final.values())
    return f"年初预算为{_text(plan)}万元，支出决算为{_text(outturn)}万元，完成年初预算的{outturn / plan * 100:.2f}%。"


def _evaluation(department: str, year: int) -> Iterator[str]:
    name, shares = name_of(department, year), _shares(planned(department, year)["2010402"])
    done = _shares(spent(department, year)["2010402"])
    yield f"<h1>{name}{year}年度项目支出绩效自评</h1>"
    kept = PROJECTS[:1] if _is_planted(department, year, "project") else PROJECTS
    if _is_planted(department, year, "unlisted"):
        one = Decimal("1.00")
        kept, shares, done = (*kept, ADDED), (*shares, one), (done[0], done[1] - one, one)
    for project, budget, executed in zip(kept, shares, done, strict=False):
        lowered = _is_planted(department, year, "target") and project == PROJECTS[0]
        yield from ("<h2>项目支出绩效自评表</h2>", f"<p>（{year}年度）</p>")
        rate = f"{executed / budget * 100:.2f}%"
        money = [["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"]]
        money += [["", "年度资金总额", _text(budget), _text(budget), _text(executed), rate]]
        rows = [["项目名称", project, "主管部门", name, "实施单位", name], *money]
        rows += [
            ["年度总体目标", "预期目标", "", "实际完成情况", "", ""],
            ["", "保障稳定运行。", "", "系统稳定运行，年度工作完成。", "", ""],
        ]
        rows += [["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"]]
        for level1, level2, word, target, actual in _indicators(year):
            shown = "≥90%" if lowered and target == "≥95%" else target
            rows += [["", level1, level2, word, shown, actual]]
        yield _table(rows)


def _rows(now: dict[str, Decimal], before: dict[str, Decimal]) -> Iterator[list[str]]:
    """合计, classes, groups and items with last year's figure, total, basic and project."""
    kinds = {code: kind for code, _, kind in ITEMS}
    names = {"": "合计", **CLASSES, **GROUPS, **{code: item for code, item, _ in ITEMS}}
    for start in sorted(names):
        own = {code: value for code, value in now.items() if code.startswith(start)}
        sums = [
            sum(value for code, value in own.items() if kinds[code] in kind)
            for kind in (("basic", "project"), ("basic",), ("project",))
        ]
        last = [_text(sum(value for code, value in before.items() if code.startswith(start)))] if before else []
        yield [start, names[start], *last, *map(_text, sums)]


def _shares(amount: Decimal) -> tuple[Decimal, Decimal]:
    part = (amount * Decimal("0.6")).quantize(Decimal("0.01"))
    return part, amount - part


def _text(amount: Decimal | int) -> str:
    return f"{amount:.2f}"


def _table(rows: Rows) -> str:
    lines = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _page(parts: Iterator[str]) -> str:
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><body>\n{chr(10).join(parts)}\n</body></html>\n'
