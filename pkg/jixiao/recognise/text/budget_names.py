"""The names of a budget's text: put together of a kind of money, a direction and what expenditure is for.

What 基本支出 or 教育支出 is a part of, its sentence says before it: 一般公共预算拨款支出 …，其中：基本支出 ….
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.recognise.text.budget_words import DIRECTIONS, bare, within, words
from jixiao.recognise.text.claim_chapters import functional_classes
from jixiao.recognise.text.claim_words import VEHICLE, YEAR, Target, plain_words, without_whose

#: What may stand before a name: numbering, 其中, years, whose budget it is, how money comes to be there.
_PREFIX = re.compile(
    r"^(?:[(]?[\d一二三四五六七八九十]{1,3}[.)、:]|\d(?![\d年个月日.,])|其中[(按].*[)]|其中|(?:收入|支出)?(?:仅|均|主要?)?包括|含|\(|主要是|一是|二是|三是|按.{2,12}(?:分类|划分)|"
    r"20\d\d年度?|截至.*?[日月底]|[本我该](?:部门|单位|局|委|办|厅|院|校|中心)|所属各?(?:预算)?单位|相应(?:安排)?|通过|用于|安排|纳入|当年|[:，])+"
)
_CODE_BEFORE = re.compile(r"^(\d{7}|[235]\d{2}(?=[-—]))[-—]*(\D{2,60})$")
#: 政府性基金预算资金 is the kind of money, and no more.
_MONEY_ITSELF = "资金"
_CODE_BEHIND = re.compile(r"^(\D{2,60}?)\((\d{3,7})\)(?:支出)?$")
#: Words that names of one chapter have or leave out.
_SAME = re.compile("维护|类|政府(?=采购)")
_PHASES = (
    ("executed", re.compile("执行数|预计执行|执行")),
    ("final", re.compile("决算")),
    ("initial_budget", re.compile("年初预算|年初部门预算|年初数")),
    ("budget", re.compile("预算")),
)
_OF_HEADINGS = re.compile(r"(?:情况|说明|变化|总体|的|\(.*\))*[。:]?$")
_LAST_YEAR = re.compile("上年|上一年|去年")
#: A heading of last year's accounts in a budget.
_PAST = re.compile("^(?!.*预算(?!财政)).*决算")
_COMPARED = re.compile("相比.*")
_THIS_YEARS = "budget"


@dataclass(frozen=True, slots=True)
class BudgetChapter:
    """What the headings above a paragraph say: the matter, else the kind of money and the direction."""

    key: str
    matter: str
    money: str
    direction: str
    phase: str = _THIS_YEARS

    @property
    def items(self) -> str:
        """Key for items (项) of the functional classification; empty where none are listed."""
        return "" if self.matter else f"{within(words().keys[self.money]['expenditure'])}.item"

    def resolve(self, text: str, total: Target | None) -> tuple[Target | None, str] | None:
        """Measure and phase that words name; no measure where they name none, None where they name another.

        ``total`` is the whole that the sentence spoke of last.
        """
        phase = phase_in(text)
        if phase == "initial_budget" and not _LAST_YEAR.search(text):
            phase = self.phase
        name = _without_prefix(text)
        if not bare(name) and (self.matter or not words().money["any"].search(name)):
            return None, phase
        unknown = total is not None and not total.metric and not self.matter
        for name in _candidates(text):
            if (target := self._target(name, None if unknown else total)) and not (unknown and _is_part(name, target)):
                return target, phase
        return None

    @property
    def usual(self) -> str:
        """A budget compares what is planned."""
        return self.phase

    @property
    def whole(self) -> str:
        """Key of what the chapter is about."""
        return self.matter or words().keys[self.money][self.direction or "expenditure"]

    def inside(self, target: Target) -> BudgetChapter | None:
        """The chapter of a matter that a sentence speaks of under another heading."""
        return replace(self, matter=target.metric) if not self.matter and target.metric in words().matters else None

    def topic(self, heading: str) -> Target | None:
        """What a heading names: (一)因公出国(境)经费."""
        found = self.resolve(_OF_HEADINGS.sub("", heading), None) if heading else None
        return found[0] if found else None

    def base(self, text: str, year: int) -> str:
        """Year and phase that a comparison is against; the year alone where it does not say of which budget."""
        years = [int(found) for found in YEAR.findall(text)] or [int(found) for found in re.findall(r"20\d\d", text)]
        return f"{years[0] if years else year - 1} {phase_in(_COMPARED.sub('', text))}".strip()

    def is_total(self, target: Target) -> bool:
        """True for a whole that later names may be parts of: of one kind of money, or the projects within it."""
        return target.metric in words().wholes or target.metric.rpartition(".")[2] in ("basic", "project")

    def root(self, total: Target) -> Target:
        """The expenditure of one kind of money that a part is of; a whole itself."""
        known = words()
        if total.metric in known.wholes:
            return total
        money = total.metric.partition(".")[0].replace("basic", "general_budget")
        return next((Target(whole) for whole in sorted(known.wholes) if within(whole) == money), total)

    def _target(self, name: str, total: Target | None) -> Target | None:
        known = words()
        own = known.tail.sub(
            "", _SAME.sub("", VEHICLE.sub("公务用车", bare(known.money["any"].sub("", name))).replace("和", "及"))
        )
        if self.matter:
            found = known.matters[self.matter].get(own) or known.anywhere.get(own)
            return Target(found) if found else None
        if found := known.names.get(name) or known.names.get(bare(name)):
            spent = total and self._direction(total) == "expenditure"
            return None if spent and found.startswith("income.") else self._of_its_money(found, total)
        return self._composed(name, total) or (Target(known.anywhere[own]) if own in known.anywhere else None)

    def _of_its_money(self, named: str, total: Target | None) -> Target | None:
        """What a name that says nothing of money is where one kind of money is spoken of: its 上年结转 is no other's."""
        keys = words().keys
        fiscal = total is not None and total.metric == keys["fiscal"]["both"]
        money = "fiscal" if fiscal and self.money == "all" else self.money
        whole, _, flow = named.rpartition(".")
        if money == "all" or whole != keys["all"]["both"]:
            return Target(named)
        return Target(keys[money][flow] if flow in keys[money] else f"{within(keys[money]['expenditure'])}.{flow}")

    def _composed(self, name: str, total: Target | None) -> Target | None:
        known = words()
        money = next(
            (key for key, pattern in known.money.items() if key not in ("any", "all") and pattern.search(name)), ""
        )
        rest = bare(known.money["any"].sub("", name))
        if direction := DIRECTIONS.get(rest):
            if not money and "本年" in name and direction != "both":
                return Target(f"totals.{direction}")
            return Target(known.keys[money or self.money][direction])
        if money:
            rest = "" if rest == _MONEY_ITSELF else rest
            part = known.kinds.get(rest)
            whole = known.keys[money]["expenditure" if rest else self._direction(total)]
            return None if rest and not part else Target(_part(whole, part) if part else whole)
        return self._part_of(name, rest, total)

    def _part_of(self, name: str, rest: str, total: Target | None) -> Target | None:
        """A part of what the sentence spoke of last: a kind of expenditure, a class, an item called by its code."""
        if total and not total.metric:
            return None
        root = self.root(total) if total else None
        whole = self._whole(root)
        inside = total.metric if total and total != root and not total.metric.endswith(".function") else within(whole)
        if part := words().kinds.get(rest):
            return (
                Target(f"{total.metric}.{part}", total.subject)
                if total and total.subject
                else Target(_part(whole, part))
            )
        if (coded := _coded(name)) and not re.fullmatch(r"2\d\d", coded[0]):
            code, own = coded
            kind = "item" if len(code) > 3 else "economic" if code < "5" else "government_economic"
            return Target(f"{inside}.{kind}", f"{code}{own}")
        called = bare(coded[1]) if coded else rest
        official = functional_classes().get(plain_words(called).removesuffix("类"))
        return Target(f"{inside}.function", official) if official else None

    def _direction(self, total: Target | None) -> str:
        if total:
            total = self.root(total)
            return next(
                (d for keys in words().keys.values() for d in ("income", "expenditure") if keys[d] == total.metric),
                "both",
            )
        return self.direction or "expenditure"

    def _whole(self, total: Target | None) -> str:
        """Key of the expenditure that a part is of: of its sentence's kind of money, else of its chapter's."""
        keys = words().keys
        same = next((kind for kind in keys if total and total.metric in keys[kind].values()), self.money)
        return keys[same]["expenditure"]


def budget_chapter(headings: Sequence[str], opening: str = "") -> BudgetChapter:
    """The chapter of a paragraph by the headings above it and the words that it opens with."""
    known = words()
    matter, money, direction, told = "", "all", "", ""
    for heading in (*headings, opening):
        if not heading:
            continue
        if found := next((key for key, pattern in known.headings.items() if pattern.search(heading)), ""):
            matter, told = found, heading
            continue
        named = next(
            (key for key, pattern in known.money.items() if key not in ("any", "all") and pattern.search(heading)), ""
        )
        flows = set(re.findall("收入|支出|收支", heading))
        if named or flows:
            matter, told = "", heading
            money = named or money
            direction = DIRECTIONS[flows.pop()] if len(flows) == 1 else "both" if flows else ""
    return BudgetChapter(told, matter, money, direction, "final" if _PAST.search(told) else _THIS_YEARS)


def phase_in(text: str) -> str:
    """The phase of a figure that words name; empty where they name none."""
    return next((phase for phase, pattern in _PHASES if pattern.search(text)), "")


def _part(whole: str, kind: str) -> str:
    """Key of a kind within an expenditure; the general budget's personnel and operating cost are those of ``basic``."""
    prefix = within(whole)
    return f"basic.{kind}" if prefix == "general_budget" and kind in ("personnel", "operating") else f"{prefix}.{kind}"


def _is_part(name: str, target: Target) -> bool:
    """True for a name that may be a part of what a paragraph speaks of: 上年结转, 基本支出; not 支出预算."""
    return target.metric not in words().wholes or not re.search("收入|支出|收支", name)


def _without_prefix(text: str) -> str:
    text = _PREFIX.sub("", text)
    return re.sub(
        r"(?:分别|均|共|各|都)*(?:为|是|达到?|(?<![合总共])计|有)?$", "", re.sub(r"^(?:比|较|与|同)", "", text)
    )


def _candidates(text: str) -> Iterator[str]:
    """What may be the name in words: all of them, then without what stands before it, a department's name last."""
    name = _without_prefix(text)
    yield name
    for year in YEAR.finditer(name):  # 公务接待费2026年预算数: the year stands behind the name
        if year.start() and not bare(re.sub("^年度?", "", name[year.end() :])):
            yield name[: year.start()]
    yield from map(_without_prefix, without_whose(text, name))


def _coded(name: str) -> tuple[str, str] | None:
    """Code and name of an item that is called by both."""
    text = plain_words(name)
    if match := _CODE_BEFORE.match(text):
        return match[1], match[2]
    if match := _CODE_BEHIND.match(text):
        return match[2], match[1]
    return None
