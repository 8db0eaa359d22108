"""What is published at all: the nine tables, declarations for empty ones, as many forms as the text announces."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jixiao.check import addresses, say
from jixiao.check.kinds import kind
from jixiao.check.legible import place
from jixiao.check.printed import PrintedValue, Rule, State, Verdict
from jixiao.check.text.statements import Statements
from jixiao.check.text.verdicts import STATES, Judged, equal, label, one, subject
from jixiao.families import FINAL_ACCOUNTS, Role, official
from jixiao.figures import Figure, compare_sum
from jixiao.rules import Text

#: Fewer tables than this are no set of final accounts with a gap, but another kind of document.
FEWEST_TABLES = 5
#: What a title of final accounts says.
_FINAL = "决算"
#: What the metric of a title begins with of which no table was read; how rules call the table follows.
SEEN = "title."
_OF_NONE = f"{SEEN}none"
_FORMS = ("self_evaluation", "transfer_evaluation", "investment")


def final_tables(statements: Statements) -> frozenset[str]:
    """Roles of the final accounts that are published, as rules call them: also those whose figures were not understood."""
    seen = {row["role"] for row in statements.rows.get("tables", ()) if row["family"] == FINAL_ACCOUNTS}
    return frozenset(
        role.key for role in official(FINAL_ACCOUNTS) if role.key in statements.accounts.tables or role.name in seen
    )


@kind("unpublished", on="department", keys=("reason",))
def judge_unpublished(rule: Rule, _: object) -> Judged:
    """What no published document answers: the rule says why it is never judged."""
    if rule.reason is not None:
        yield "", Verdict("not_applicable", rule.title.zh, rule.reason)


@kind("pages_read", on="text")
def judge_pages(_: Rule, statements: Statements) -> Judged:
    """Every page of every source was read; one that was not is named with its reason."""
    for row in statements.rows.get("documents", ()):
        name = str(row.get("title") or row.get("path") or "")
        if row.get("pages_unread"):
            text = Text(f"{name}：有页面未能读取（{row['unread']}）。", f"{name}: not read: {row['unread']}.")
            yield str(row["source_id"]), Verdict("insufficient_data", name, text)
        else:
            yield (
                str(row["source_id"]),
                Verdict("holds", name, Text(f"{name}：各页均已读取。", f"{name}: all pages read.")),
            )


@kind("tables_present", on="text")
def judge_tables(_: Rule, statements: Statements) -> Judged:
    """The nine tables of the final accounts are there, or the text declares that there is nothing to show."""
    found = final_tables(statements)
    lacking = unread(statements)
    if len(found) < FEWEST_TABLES:
        return
    for role in official(FINAL_ACCOUNTS):
        name = addresses.table_name(role.key)
        if role.key in found:
            text = Text(f"{name.zh}：已公开。", f"{name.en}: published.")
            yield role.number, Verdict("holds", f"{name.zh}", text)
        elif lacking or _declared(statements, role) or int(statements.year or 0) < role.body.get("since", 0):
            why = (
                Text("有页面没有文字，不能判断", "some pages gave no text")
                if lacking
                else Text("不要求单列", "not required")
            )
            state: State = "insufficient_data" if lacking else "not_applicable"
            yield role.number, Verdict(state, name.zh, Text(f"{name.zh}：{why.zh}。", f"{name.en}: {why.en}."))
        elif seen := seen_titles(statements, role.key):
            yield role.number, _not_read(name, seen)
        elif other := _not_recognised(statements):
            zh = f"{name.zh}：没有认出；材料中另有未能认出的表“{other}”，不能判断。"
            en = f"{name.en}: not recognised; a table was seen that was not, “{other}”; cannot be judged."
            yield role.number, Verdict("insufficient_data", name.zh, Text(zh, en))
        else:
            zh = f"{name.zh}：公开材料中没有找到，也没有说明无此项收支。"
            en = f"{name.en}: not found in what was published, nor declared to be empty."
            yield role.number, Verdict("broken", name.zh, Text(zh, en))


@kind("empty_declared", on="text")
def judge_declared(_: Rule, statements: Statements) -> Judged:
    """An empty table of government funds or state capital says so in a note or in the text."""
    for role in official(FINAL_ACCOUNTS):
        if not role.body.get("may_be_empty"):
            continue
        values = [v for address, v in statements.accounts.values.items() if address[0] == role.key]
        if role.key not in statements.accounts.tables or any(v.figure and v.figure.value for v in values):
            continue
        name = addresses.table_name(role.key)
        if not _has_text(statements):
            text = Text(
                f"{name.zh}为空表，公开材料没有文字说明可查。", f"{name.en} is empty; there is no text to look at."
            )
            yield role.number, Verdict("not_applicable", name.zh, text)
        elif _declared(statements, role):
            text = Text(f"{name.zh}为空表，文字已说明。", f"{name.en} is empty, and the text says so.")
            yield role.number, Verdict("holds", name.zh, text)
        elif unread(statements):
            zh = f"{name.zh}为空表，有页面未能读取，不能判断有无说明。"
            en = f"{name.en} is empty; some pages were not read: whether it is declared cannot be judged."
            yield role.number, Verdict("insufficient_data", name.zh, Text(zh, en))
        else:
            text = Text(f"{name.zh}为空表，没有找到相应说明。", f"{name.en} is empty, and no declaration was found.")
            yield role.number, Verdict("broken", name.zh, text, tuple(values[:1]))


@kind("forms_count", on="text", gap="amount")
def judge_count(_: Rule, statements: Statements) -> Judged:
    """As many project forms are published as the text announces."""
    statement, forms = one(statements, "performance.projects_reported"), _forms(statements)
    if statement is None or statement.value.figure is None or not forms:
        return
    if unread(statements):
        text = Text(f"{subject(statement)}：有页面未能读取，不能核对。", "some pages were not read; cannot be checked.")
        yield "count", Verdict("insufficient_data", subject(statement), text, (statement.value,))
        return
    counted = Figure(Decimal(len(forms)), Decimal(0))
    result = compare_sum(statement.value.figure, [(counted, 1)])
    yield "count", equal(statement, result, label("公开的项目自评表份数", "project forms published"), ())


@kind("forms_money", on="text", gap="amount")
def judge_money(_: Rule, statements: Statements) -> Judged:
    """Budgets of all forms make the money that the text says was covered; only where every project has its form."""
    statement, forms = one(statements, "performance.projects_reported"), _forms(statements)
    money = [s for s in statements.made if s.metric == "performance.money" and s.value.figure]
    budgets = _figures(statements, forms, {"funds": "budget", "investments": "plan"})
    announced = [
        one(statements, f"performance.{kind}") for kind in ("level1_projects", "level2_projects", "fund_projects")
    ]
    counts = sum((s.value.figure.value for s in announced if s and s.value.figure), Decimal(0))
    if (
        not money
        or statement is None
        or statement.value.figure is None
        or not statement.value.figure.value == len(forms) >= counts > 0
    ):
        return
    if len(budgets) != len(forms):
        text = Text(f"{subject(money[0])}：有自评表没有填列全年预算数。", "a form prints no budget for the year.")
        yield "money", Verdict("insufficient_data", subject(money[0]), text, (money[0].value,))
        return
    stated = _total([s.value for s in money])
    yield (
        "money",
        _compared("文字所述绩效自评涉及资金", "money covered, as the text says", stated, budgets, money[0].value),
    )


@kind("forms_within", on="text", gap="bound")
def judge_within(_: Rule, statements: Statements) -> Judged:
    """What the forms say was executed is not above project expenditure of the tables."""
    project = statements.printed("expenditure.project", "")
    forms = _forms(statements)
    executed = _figures(statements, forms, {"funds": "executed", "investments": "invested"})
    if project is None or project.figure is None or not executed:
        return
    result = compare_sum(project.figure, [(value.figure, 1) for value in executed if value.figure])
    small = label(f"{len(executed)} 份项目表的执行数合计", f"executed in {len(executed)} project forms together")
    if result.gap >= 0 or abs(result.gap) <= result.slack:
        agreement = "exact" if result.gap >= 0 else "within_rounding"
        state: State = "holds" if result.gap >= 0 else "holds_within_rounding"
        text = say.bounded(
            small, project.label, (result.stated, result.computed, result.gap, result.slack), agreement, "amount"
        )
        yield (
            "within",
            Verdict(state, small.zh, text, (project,), result.stated, result.computed, result.gap, result.slack),
        )
        return
    over, sums, whole = (say.shown(n, "amount") for n in (-result.gap, result.computed, result.stated))
    zh = f"{small.zh} {sums.zh}，大于{project.label.zh} {whole.zh}，超出 {over.zh}；除非有资金在两份表中重复列示，两者不能同时成立。"
    en = f"{small.en} {sums.en}, above {project.label.en} {whole.en} by {over.en}; unless money stands in two forms, both cannot hold."
    yield (
        "within",
        Verdict("broken", small.zh, Text(zh, en), (project,), result.stated, result.computed, result.gap, result.slack),
    )


def unread(statements: Statements) -> int:
    """How many pages of all sources could not be read."""
    return sum(int(row.get("pages_unread") or 0) for row in statements.rows.get("documents", ()))


def _not_recognised(statements: Statements) -> str:
    """The title of a table of final accounts that was seen and not recognised, …… for one without title; "" for none.

    A table whose title says that it is none of those that were not found is no such table.
    """
    others = {str(row["subject"]) for row in statements.rows.get("claims", ()) if row["metric"] == _OF_NONE}
    for row in statements.rows.get("tables", ()):
        title = str(row["title"] or "")
        if title and title in others:
            continue
        if row["status"] == "not_recognised" and (_FINAL in title or (not title and row["unread_in_rows"])):
            return title or "……"
    return ""


def seen_titles(statements: Statements, table: str, source: str | None = None) -> tuple[PrintedValue, ...]:
    """Titles of a table, as rules call it, of which no table was read, and tables without a title that may be it."""
    rows = (row for row in statements.rows.get("claims", ()) if row["metric"] in (f"{SEEN}{table}", SEEN))
    found = [(str(row["source_id"]), row) for row in rows if source in (None, row["source_id"])]
    head = label("表题", "title of a table")
    texts = [str(row["quote"] or "") for _, row in found]
    return tuple(
        PrintedValue(head, "count", "figure", None, text, place(name, row, text))
        for text, (name, row) in zip(texts, found, strict=True)
    )


def _not_read(name: Text, seen: tuple[PrintedValue, ...]) -> Verdict:
    first = seen[0]
    page = first.place["page"]
    told = (
        Text(
            f"第 {page} 页印有“{first.printed}”，没有读出它的表",
            f"p. {page} has “{first.printed}”, whose table was not read",
        )
        if first.printed
        else Text(f"第 {page} 页有一张没有认出的表", f"p. {page} has a table that was not recognised")
    )
    text = Text(f"{name.zh}：{told.zh}，不能判断。", f"{name.en}: {told.en}; cannot be judged.")
    return Verdict("insufficient_data", name.zh, text, seen)


def _has_text(statements: Statements) -> bool:
    """True where the text of the final accounts was read; project summaries, headings and a contents list alone are none."""
    return any(
        not str(row["metric"]).startswith(("project_", "contents.", "heading.", SEEN))
        for row in statements.rows.get("claims", ())
    )


def _declared(statements: Statements, role: Role) -> bool:
    fund = role.name if role.body.get("may_be_empty") else ""
    rows = statements.rows.get("claims", ())
    zero = any(
        s.metric.partition(".")[0] == fund and s.value.figure and not s.value.figure.value for s in statements.made
    )
    return bool(fund) and (zero or any(row["metric"] == f"{fund}.none" for row in rows))


def _forms(statements: Statements) -> list[str]:
    return [str(row["project_id"]) for row in statements.rows.get("projects", ()) if row["form"] in _FORMS]


def _figures(statements: Statements, forms: Iterable[str], measures: dict[str, str]) -> list[PrintedValue]:
    """One readable figure of each form that has it."""
    wanted, found = set(forms), []
    for sheet in statements.forms:
        if sheet.key in wanted:
            cells = [
                sheet.values.get((table, "", "total" if table == "funds" else "", m)) for table, m in measures.items()
            ]
            found.extend([cell for cell in cells if cell is not None and cell.figure is not None][:1])
    return found


def _total(values: Iterable[PrintedValue]) -> Figure:
    figures = [value.figure for value in values if value.figure]
    return Figure(sum((f.value for f in figures), Decimal(0)), sum((f.step for f in figures), Decimal(0)))


def _compared(zh: str, en: str, stated: Figure, parts: list[PrintedValue], first: PrintedValue) -> Verdict:
    result = compare_sum(stated, [(value.figure, 1) for value in parts if value.figure])
    sizes = (result.stated, result.computed, result.gap, result.slack)
    other = Text(f"{len(parts)} 份项目表的全年预算数合计", f"the budgets of {len(parts)} project forms together")
    text = say.compared(label(zh, en), Text("合计", "together"), other, sizes, result.agreement, "amount")
    return Verdict(STATES[result.agreement], zh, text, (first, *parts), *sizes)
