"""What the rules of form rubrics give for one item: every reading, as an interval of marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from jixiao.rules import Text
from jixiao.score.arithmetic import rounded
from jixiao.score.forms.attain import Attained, attain
from jixiao.score.forms.form_items import EXECUTION, FormItem
from jixiao.score.forms.form_rubric import FormRubric, MarkingRule
from jixiao.score.forms.target_bounds import Choices
from jixiao.score.model import ZERO

ONE = Decimal(1)
_CENT = Decimal("0.01")
Shares = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class FormReading:
    """Shares of full marks that some rules give, and the names of these rules."""

    low: Decimal
    high: Decimal
    #: ``rubric rule`` or ``rubric rule choice``, as in the column ``reading``.
    names: tuple[str, ...]
    rules: tuple[MarkingRule, ...]
    attained: Attained

    @property
    def label(self) -> str:
        """Stable name for the column ``reading``."""
        return " / ".join(self.names)

    @property
    def called(self) -> Text:
        """The rules in words, each once."""
        titles = dict.fromkeys(rule.title for rule in self.rules)
        return Text("；".join(title.zh for title in titles), "; ".join(title.en for title in titles))

    def of(self, rubric: FormRubric) -> bool:
        """True where a rule of this rubric gives the reading."""
        return any(name.split(" ")[0] == rubric.id for name in self.names)

    def marks(self, weight: Decimal) -> Shares:
        """Marks with two decimals, never above the weight; with four where the weight itself has more than two."""
        step = _CENT if weight == rounded(weight) else _CENT / 100
        low, high = (min((share * weight).quantize(step, ROUND_HALF_UP), weight) for share in (self.low, self.high))
        return low, high


def readings(item: FormItem, rubrics: Iterable[FormRubric], fixed: Choices | None = None) -> list[FormReading]:
    """All distinct readings of an item, fewest marks first.

    Conventions that a rubric marks ``as_readings`` are all tried, unless ``fixed`` settles them.
    """
    found: dict[Shares, FormReading] = {}
    for rubric in rubrics:
        for chosen, label in _choices(rubric, fixed or {}):
            for attained in reached(item, chosen, rubric.far_above_from):
                for rule in rubric.rules[category(item, attained)]:
                    name = f"{rubric.id} {rule.id}"
                    if (share := shares(rule, attained)) is not None and not _known(found, name, share):
                        new = FormReading(*share, (f"{name} {label}".strip(),), (rule,), attained)
                        found[share] = _joined(found.get(share), new)
    return [found[key] for key in sorted(found)]


def category(item: FormItem, attained: Attained) -> str:
    """Which rules mark an item: those of execution, satisfaction, numbers or words."""
    if item.level == EXECUTION:
        return "execution"
    if attained.kind == "words":
        return "qualitative"
    return "satisfaction" if item.is_satisfaction else "quantitative"


def reached(item: FormItem, choices: Choices, flag: Decimal) -> Sequence[Attained]:
    """How far an item was reached: one for an indicator, one for each published execution rate."""
    if item.rates:
        return item.rates
    return (attain(item.target, item.actual, item.labels, item.fiscal_year, choices, flag),)


def shares(rule: MarkingRule, attained: Attained) -> Shares | None:
    """Share of full marks, from low to high; None where the rule does not speak of such an item."""
    if rule.kind == "tiers":
        return _tier_shares(rule, attained)
    if rule.kind == "met_or_none":
        return _direct(rule, attained)
    if attained.kind == "blank":
        return ZERO, ONE
    if rule.kind == "within_budget":
        return (ONE, ONE) if attained.high <= 1 else (ZERO, ZERO if attained.low > 1 else ONE)
    if rule.kind == "steps":
        ends = (attained.low, attained.high) if attained.actual is None else (attained.actual, attained.actual)
        if attained.operator == "rate" and ends[1] > 1:  # no marks are named for spending above the budget
            return ZERO, ONE
        return _step(rule, ends[0]), _step(rule, ends[1])
    low, high = (min(ONE, max(ZERO, end)) for end in (attained.low, attained.high))
    if rule.kind == "pass_line":
        return tuple_of(max(ZERO, (end - rule.line) / (ONE - rule.line)) for end in (low, high))
    return low, high


def tuple_of(ends: Iterable[Decimal]) -> Shares:
    """Two ends as a pair."""
    low, high = ends
    return low, high


def _direct(rule: MarkingRule, attained: Attained) -> Shares | None:
    if attained.operator not in rule.operators:
        return None
    return (ZERO, ONE) if attained.met is None else (ONE, ONE) if attained.met else (ZERO, ZERO)


def _tier_shares(rule: MarkingRule, attained: Attained) -> Shares:
    open_ = [tier for tier in rule.tiers if tier.id in attained.tiers] or list(rule.tiers)
    return min(tier.at_least for tier in open_), max(tier.at_most for tier in open_)


def _step(rule: MarkingRule, rate: Decimal) -> Decimal:
    return next((step.share for step in rule.steps if rate >= step.at_least), ZERO)


def _choices(rubric: FormRubric, fixed: Choices) -> list[tuple[Choices, str]]:
    """Every combination of choices, with the names of those that are not the default."""
    options = [
        [(key, choice) for choice in ((fixed[key],) if key in fixed else convention.choices)]
        if convention.as_readings or key in fixed
        else [(key, convention.choices[0])]
        for key, convention in rubric.conventions.items()
    ]
    return [
        (
            dict(combination),
            " ".join(choice for key, choice in combination if choice != rubric.conventions[key].choices[0]),
        )
        for combination in product(*options)
    ]


def _known(found: dict[Shares, FormReading], name: str, share: Shares) -> bool:
    """True where the same rule gives the same shares already, under the default of a convention."""
    return share in found and any(f"{known} ".startswith(f"{name} ") for known in found[share].names)


def _joined(known: FormReading | None, new: FormReading) -> FormReading:
    if known is None:
        return new
    return FormReading(known.low, known.high, (*known.names, *new.names), (*known.rules, *new.rules), known.attained)
