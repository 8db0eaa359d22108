"""The text against the tables: stated figures, shares, changes and what is above or below the budget."""

from __future__ import annotations

from dataclasses import replace

from jixiao.check import say
from jixiao.check.kinds import kind
from jixiao.check.printed import PrintedValue, Rule, State, Verdict
from jixiao.check.text.measures import BUDGETS, measures, name_of, perhaps
from jixiao.check.text.several import not_told_apart, several
from jixiao.check.text.statements import Statement, Statements
from jixiao.check.text.verdicts import (
    CANNOT_BOTH,
    Judged,
    budgets_of,
    equal,
    key,
    label,
    of,
    ratio,
    statement_text,
    subject,
)
from jixiao.families import BUDGET
from jixiao.figures import Comparison, compare_same, compare_sum
from jixiao.rules import Text


@kind("text_level", on="text", words=("chapters", "phases", "families"), gap="amount")
def judge_level(rule: Rule, statements: Statements) -> Judged:
    """A stated figure equals the same figure of the tables, wherever they print it."""
    compared, seen = (
        list[tuple[Statement, Comparison, PrintedValue, tuple[PrintedValue, ...]]](),
        set[tuple[str, str, str]](),
    )
    for statement in of(rule, statements, "level"):
        others = statements.counterparts(statement.metric, statement.subject, statement.phase, statement.family)
        spot = (statement.quote, statement.value.printed, others[0].label.short if others else statement.metric)
        if spot in seen:  # one number under two names of the same figure
            continue
        seen.add(spot)
        figures = [(other, other.figure) for other in others if other.figure is not None]
        if statement.period != statements.year or statement.value.figure is None:
            continue
        if figures:
            found = [(compare_same(statement.value.figure, figure), other) for other, figure in figures]
            result, other = max(found, key=lambda pair: abs(pair[0].gap))
            compared.append((statement, result, other, tuple(other for other, _ in figures)))
        elif others and others[0].status == "blank":
            words = statement_text(statement, f"{others[0].label.zh}为空白", f"{others[0].label.en} is blank")
            yield key(statement), Verdict("not_applicable", subject(statement), words, (statement.value, others[0]))
    groups = several((statement, other) for statement, result, other, _ in compared if result.agreement == "broken")
    for statement, result, other, values in compared:
        if statement.order in groups:
            yield key(statement), not_told_apart(statement, groups[statement.order])
        else:
            verdict = _perhaps_of_another(statements, statement, equal(statement, result, other.label, values))
            yield key(statement), _perhaps_of_a_part(statements, statement, verdict)


@kind("text_within", on="text", words=("chapters", "phases", "families"), gap="amount")
def judge_within(rule: Rule, statements: Statements) -> Judged:
    """A stated figure is not above that of the tables; below it, it may count fewer units, which no formula says."""
    for name, verdict in judge_level(rule, statements):
        if verdict.state == "broken" and verdict.gap is not None and verdict.gap < 0:
            stated, printed = verdict.values[0], verdict.values[1]
            zh = f"{verdict.subject} {stated.printed}，小于{printed.label.zh} {printed.printed}；文字没有说明是否包括事业单位。"
            en = f"{stated.label.en} {stated.printed} is below {printed.label.en} {printed.printed}; the text does not say whether institutions are counted."
            verdict = replace(verdict, state="ambiguous", message=Text(zh, en))
        yield name, verdict


def _perhaps_of_another(statements: Statements, statement: Statement, verdict: Verdict) -> Verdict:
    """What the text calls by a name that other places use for another measure may be that, where its figure is that one's."""
    stated = statement.value.figure
    names = perhaps(statement.metric) if verdict.state == "broken" else ()
    others = [other for name in names if (other := statements.printed(name, statement.subject))]
    for other in others:
        if stated and other.figure and compare_same(stated, other.figure).agreement != "broken":
            zh, en = f"可能指{other.label.zh}", f"may mean {other.label.en}"
            text = statement_text(statement, zh, en)
            return Verdict("ambiguous", verdict.subject, text, (*verdict.values, other))
    return verdict


def _perhaps_of_a_part(statements: Statements, statement: Statement, verdict: Verdict) -> Verdict:
    """Of several figures that a budget's text states for one name, all but one may be those of its units or funds."""
    stated = {other.value.figure.value for other in statements.stated(statement) if other.value.figure}
    if verdict.state != "broken" or statement.family != BUDGET or len(stated) < 2:
        return verdict
    text = statement_text(
        statement,
        "文字对此有不同的数，可能是部分单位或资金的数",
        "the text has several figures, perhaps of units or funds",
    )
    return Verdict("ambiguous", verdict.subject, text, verdict.values)


@kind("text_share", on="text", gap="ratio")
def judge_share(rule: Rule, statements: Statements) -> Judged:
    """A stated share is the part over the whole."""
    for statement in of(rule, statements, "share"):
        if statement.base_phase or statement.base not in measures():
            continue
        part, whole = statements.level(statement), statements.level(statement, about=(statement.base, ""))
        if part is whole:  # a share of itself: the sentence names the part in words that were not understood
            continue
        if statement.value.figure and part and whole and part.figure and whole.figure:
            yield from ratio(statement, part, whole)


@kind("text_completion", on="text", gap="ratio")
def judge_completion(rule: Rule, statements: Statements) -> Judged:
    """完成预算的 x%: the final figure over the budget that the text or table 07 names."""
    for statement in of(rule, statements, "share"):
        if statement.base_phase and statement.base_year == statements.year:
            part, whole = statements.level(statement), statements.level(statement, budgets_of(statement))
            if statement.value.figure and part and whole and part.figure and whole.figure:
                yield from ratio(statement, part, whole)


@kind("text_change", on="text", gap="amount")
def judge_change(rule: Rule, statements: Statements) -> Judged:
    """A stated change on the budget is the final figure less the budget."""
    for statement in of(rule, statements, "change"):
        if statement.ambiguous or statement.value.figure is None:
            continue
        same_year = statement.base_year == statements.year
        if same_year and statement.base_phase not in BUDGETS:
            continue
        level, budget = (
            statements.level(statement),
            statements.level(statement, budgets_of(statement)) if same_year else statements.base(statement),
        )
        if level and budget and level.figure and budget.figure:
            result = compare_sum(statement.value.figure, [(level.figure, 1), (budget.figure, -1)])
            other = label("本年数与所比数之差", "the figure less its base")
            yield key(statement), equal(statement, result, other, (level, budget))


@kind("text_order", on="text")
def judge_order(rule: Rule, statements: Statements) -> Judged:
    """决算数大于预算数 and its like agree with the two figures."""
    for statement in of(rule, statements, "order"):
        level, budget = statements.level(statement), statements.level(statement, budgets_of(statement))
        if (
            statement.ambiguous
            or statement.value.figure is None
            or not (level and budget and level.figure and budget.figure)
        ):
            continue
        gap = compare_sum(level.figure, [(budget.figure, 1)])
        stated = statement.value.figure.value
        fits = gap.gap * stated > 0 if stated else gap.gap == 0
        state: State = (
            "holds" if fits else "holds_within_rounding" if gap.agreement != "broken" and gap.gap else "broken"
        )
        final, plan = (say.shown(value, "amount") for value in (level.figure.value, budget.figure.value))
        tail = CANNOT_BOTH if state == "broken" else Text("", "")
        zh = f"{subject(statement)}：文字说“{statement.value.printed}”，公布的决算数为 {final.zh}，预算数为 {plan.zh}。{tail.zh}"
        en = f"{name_of(*statement.about).en}: the text says “{statement.value.printed}”, final is {final.en}, budget {plan.en}. {tail.en}"
        yield key(statement), Verdict(state, subject(statement), Text(zh, en.strip()), (statement.value, level, budget))
