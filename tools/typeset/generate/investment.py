"""Made-up government investment forms."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from ..layout.investment import LABELS, investment_blocks
from ..model import Block
from .forms import Project
from .indicators import Indicator, words
from .ledger import SMALLEST
from .printing import percent
from .traits import WAN

KINDS = ("前期", "新开工", "续建")
#: Level 1, level 2, indicator and what is printed beside it.
ROWS = (
    ("过程管理指标", "项目管理指标", "项目是否按照计划时间开工", "是"),
    ("过程管理指标", "项目管理指标", "项目是否超计划工期完工", "否"),
    ("过程管理指标", "监督检查指标", "审计、督查等指出问题情况", "无"),
    ("产出指标", "数量指标", "新建点位数量", "完成"),
    ("产出指标", "质量指标", "工程质量", "验收合格"),
    ("实施效果指标", "社会效益指标", "公共服务改善情况", "有所改善"),
    ("实施效果指标", "服务对象满意度指标", "使用单位满意程度", "满意"),
)


@dataclass(frozen=True)
class Investment:
    """Expected row of investments; amounts in yuan."""

    national_code: str
    industry: str
    construction: str
    started: bool
    completed: bool
    start_date: str
    completion_date: str | None
    total_investment: int
    fiscal_funding: int
    other_funding: int
    initial_target: int
    plan: int
    invested: int
    invested_fund: int
    invested_general: int
    cumulative: int
    payment_rate: str
    completion_rate: str
    progress: str


def make_investment(random: Random, department: str, year: int) -> tuple[list[Block], Project]:
    """One form and what must be read from it."""
    fiscal, other = random.randint(10**7, 10**9), random.choice((0, random.randint(10**5, 10**7)))
    plan = random.randint(10**6, fiscal // 4)
    fund, general = random.choice((0, plan // 5)), random.randint(plan * 7 // 10, plan * 8 // 10)
    fund, general = (n // SMALLEST * SMALLEST for n in (fund, general))
    cumulative = random.randint(plan, fiscal)
    chosen = random.choice(KINDS)
    name = random.choice(words()["projects"]) + "工程"
    day = (year - 1, random.randint(1, 12), random.randint(1, 28))
    total = (fiscal // SMALLEST + other // SMALLEST) * SMALLEST
    completed = random.random() < 0.3
    row = Investment(
        f"{year - 1}-440300-48-01-{random.randint(100000, 999999)}", random.choice(("信息化", "市政道路", "水务")), chosen,
        completed or random.random() < 0.8, completed, f"{day[0]}-{day[1]:02d}-{day[2]:02d}",
        f"{year}-{day[1]:02d}-01" if completed else None, total,
        fiscal // SMALLEST * SMALLEST, other // SMALLEST * SMALLEST, plan // SMALLEST * SMALLEST, plan // SMALLEST * SMALLEST,
        fund + general, fund, general, cumulative // SMALLEST * SMALLEST, percent(fund + general, plan // SMALLEST * SMALLEST),
        percent(cumulative // SMALLEST * SMALLEST, total), "100%" if completed else f"{random.randint(1, 99)}%",
    )  # fmt: skip
    form = {
        "title": f"{name}项目绩效情况表",
        "year": f"（{year}年度）",
        "unit_line": f"项目单位：{department}",
        "project": {
            "name": name, "code": row.national_code, "unit": department, "sector": row.industry,
            "total": f"{wan(row.total_investment)}万元（其中：财政拨款{wan(row.fiscal_funding)}万元；其它资金{wan(row.other_funding)}万元）",
            "nature": boxes(random, chosen), "started": ticked(row.started), "finished": ticked(row.completed),
            "start_date": f"{day[0]}年{day[1]}月{day[2]}日", "finish_date": f"{year}年{day[1]}月1日" if row.completed else "",
        },
        "plan": {
            "target": f"{wan(row.initial_target)}万元", "plan": f"{wan(row.plan)}万元",
            "executed": f"{wan(row.invested)}万元（资金来源：政府性基金完成{wan(fund)}万元；一般公共预算完成{wan(general)}万元）",
            "plan_rate": row.payment_rate, "cumulative": f"{wan(row.cumulative)}万元",
            "completion_rate": row.completion_rate, "progress_percent": row.progress, "progress_text": "按计划推进",
        },
        "labels": {key: text.replace("2020", str(year)) for key, text in LABELS.items()},
        "indicators": [{"level1": a, "level2": b, "rows": [[text, done, ""]]} for a, b, text, done in ROWS],
    }  # fmt: skip
    indicators = tuple(
        Indicator(a, b, text, "", done, "text", None, "", None, "", None, None) for a, b, text, done in ROWS
    )
    project = Project("investment", name, None, department, "", "", None, None, None, (), indicators, (), WAN, row)
    return investment_blocks(form, contact_line=False), project


def wan(yuan: int) -> str:
    """万元 with two decimals; amounts of these forms are whole hundreds of yuan."""
    return f"{yuan // 10000}.{yuan % 10000 // 100:02d}"


def ticked(yes: bool) -> str:
    """The two boxes 是 and 否."""
    return "☑是 □否" if yes else "□是 ☑否"


def boxes(random: Random, chosen: str) -> list[str]:
    """Three boxes, in one cell or each in its own."""
    texts = [("☑" if kind == chosen else "□") + kind for kind in KINDS]
    return texts if random.random() < 0.5 else [" ".join(texts)]
