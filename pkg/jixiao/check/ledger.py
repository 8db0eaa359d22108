"""Run every rule on every subject and write down all that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha1
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.check import addresses
from jixiao.check.after.causes import with_causes
from jixiao.check.after.doubt import with_doubt
from jixiao.check.after.lacking import with_lacking
from jixiao.check.after.materiality import graded, materiality
from jixiao.check.after.misread import spans_of, with_footing, with_reading
from jixiao.check.after.notes import turns_on_last_digits, with_notes
from jixiao.check.after.remedies import remedies, role
from jixiao.check.facts import Facts, facts_of
from jixiao.check.judges import KINDS
from jixiao.check.load import load_severities, packaged_rules
from jixiao.check.printed import Case, PrintedSheet, PrintedValue, Rule, Verdict
from jixiao.check.tables.bind import Binding, bind, bindings, flat
from jixiao.corrections import openly
from jixiao.errors import RuleError
from jixiao.families import FINAL_ACCOUNTS, roles
from jixiao.rules import Text
from jixiao.store import Disclosure, frame

_NOT_WORD = re.compile(r"\W+")
_SLUG = 40
_HASH = 10
#: What the ledger knows of an outcome for itself.
_OWN = ("order", "kind", "over_rows", "marks_of", "last_digits", "role", "remedies")


def check(
    d: Disclosure, rules: Sequence[Rule] | None = None, severity: Path | Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The whole ledger: what every rule says about every subject, also where it could not be applied.

    Works on one disclosure and on a panel of many; between years it compares where both are there. ``severity``
    sets the severity of single rules: a mapping of id to severity, or a file written like severity.yaml.
    Raises RuleError for a rule or severity that does not exist.
    """
    frames = list(ledgers(d, rules, severity))
    return pd.concat(frames, ignore_index=True) if frames else frame("outcomes", ())


def ledgers(
    d: Disclosure, rules: Sequence[Rule] | None = None, severity: Path | Mapping[str, str] | None = None
) -> Iterator[pd.DataFrame]:
    """The ledger of one department and year after the other, in order: a panel's whole ledger need not be held."""
    listed = _with_severity(packaged_rules() if rules is None else tuple(rules), severity)
    for facts in facts_of(d):
        own = facts.statements.rows if facts.statements else {}
        spans = spans_of(own)
        # A doubtful break explains nothing, nor does one that rests on half a table.
        legible = with_doubt([row for rule in listed for row in _rows(rule, facts)])
        sure = with_lacking(with_reading(legible, spans), spans)
        footed = with_footing(with_causes(sure), spans)
        rows = [openly(row, "places") for row in with_notes(footed, own.get("claims", ()))]
        rows.sort(key=lambda row: (row["rule"], row["source_id"] or "", row["order"]))
        yield frame("outcomes", ({key: value for key, value in row.items() if key not in _OWN} for row in rows))


def _with_severity(rules: Sequence[Rule], severity: Path | Mapping[str, str] | None) -> Sequence[Rule]:
    if severity is None:
        return rules
    wanted = load_severities(severity)
    if strange := sorted(wanted.keys() - {rule.id for rule in rules}):
        raise RuleError(f"severity for an unknown rule: {', '.join(strange)}", hint="jixiao rules lists all of them")
    return [replace(rule, severity=wanted.get(rule.id, rule.severity)) for rule in rules]


def _rows(rule: Rule, facts: Facts) -> Iterator[dict[str, Any]]:
    gap = KINDS[rule.kind].gap
    marks = rule.kind == "level_weights" or any(op.table == "indicators" for op in _operands(rule))
    over_rows = any(op.row in addresses.GROUP_WORDS for op in _operands(rule)) and _scope(rule.cases[0]) == "accounts"
    for number, (sheet, extra, verdict) in enumerate(_verdicts(rule, facts)):
        source_id = str(verdict.values[0].place["source_id"] or "") if verdict.values else sheet.source_id
        yield {
            "department": facts.department,
            "fiscal_year": facts.fiscal_year,
            "source_id": source_id or None,
            "outcome_id": _outcome_id(
                source_id or f"{facts.department} {facts.fiscal_year}", rule.id, verdict.subject, f"{sheet.key}|{extra}"
            ),
            "rule": rule.id,
            "kind": rule.kind,
            "severity": graded(rule.severity, size := materiality(verdict), verdict.state),
            "state": verdict.state,
            "subject": verdict.subject,
            "message_zh": verdict.message.zh,
            "message_en": verdict.message.en,
            "stated": verdict.stated,
            "computed": verdict.computed,
            "gap": verdict.gap,
            "slack": verdict.slack,
            "materiality": size,
            "places": [_place(value) for value in verdict.values],
            "order": number,
            "marks_of": sheet.key if marks else "",
            "over_rows": f"{sheet.key}|{extra.partition('|')[0]}" if over_rows else None,
            "role": (part := role(gap, bool(sheet.key))),
            "remedies": remedies(gap, verdict) if part else (),
            "last_digits": sheet is facts.accounts and turns_on_last_digits(verdict),  # such notes speak of the tables
        }


def _verdicts(rule: Rule, facts: Facts) -> Iterator[tuple[PrintedSheet, str, Verdict]]:
    accounts, on = facts.accounts, KINDS[rule.kind].on
    if reason := _out_of_scope(rule, facts):
        yield accounts, "", Verdict("not_applicable", rule.title.zh, reason)
    elif on in ("project", "investment", "projects"):
        yield from _on_projects(rule, facts)
    elif on == "department":
        yield from ((accounts, extra, verdict) for extra, verdict in KINDS[rule.kind].judge(rule, facts))
    elif on == "text":
        yield from _on_text(rule, facts)
    elif rule.cases and _scope(rule.cases[0]) == "forms":
        yield from _on_forms(rule, facts)
    elif reason := _no_such_family(rule, facts):
        yield accounts, "", Verdict("not_applicable", rule.title.zh, reason)
    elif rule.cases and any("number" not in roles()[table].body for table in _used(rule)):
        yield from _where_printed(rule, facts)
    elif lacking := [table for table in _tables(rule) if table not in accounts.tables]:
        found = [addresses.table_name(table) for table in lacking]
        zh = "、".join(name.zh for name in found)
        en = ", ".join(name.en for name in found)
        text = Text(f"{rule.title.zh}：没有找到{zh}。", f"{rule.title.en}: {en} not found.")
        yield accounts, "", Verdict("insufficient_data", rule.title.zh, text)
    elif rule.cases:
        yield from _on_sheet(rule, accounts)
    else:
        yield from _on_codes(rule, accounts)


def _out_of_scope(rule: Rule, facts: Facts) -> Text | None:
    year = facts.fiscal_year
    if year is not None and not (rule.since or year) <= year <= (rule.until or year):
        return Text(f"{rule.title.zh}：不适用于 {year} 年度。", f"{rule.title.en}: not for {year}.")
    between_years = any(op.previous for op in _operands(rule))
    accounts = between_years and _scope(rule.cases[0]) == "accounts"
    if between_years and (facts.accounts if accounts else _followed(facts)).previous is None:
        return Text(
            f"{rule.title.zh}：没有上一年度的决算，无法比较。",
            f"{rule.title.en}: the accounts of the year before are not here.",
        )
    return None


def _no_such_family(rule: Rule, facts: Facts) -> Text | None:
    """Why a rule of budgets says nothing where no budget is, and one of accounts where there are none.

    The ministry's nine tables are missed where a document of final accounts does not hold them.
    """
    families = {role.family for table in _used(rule) if (role := roles().get(table))}
    here = {roles()[table].family for table in facts.accounts.tables}
    documents = facts.statements.rows.get("documents", ()) if facts.statements else ()
    is_missed = not here and (not documents or any(row["family"] in (FINAL_ACCOUNTS, None) for row in documents))
    if not families or families & here or (families == {FINAL_ACCOUNTS} and is_missed):
        return None
    return Text(f"{rule.title.zh}：公开材料中没有这类表。", f"{rule.title.en}: no such tables are published.")


def _followed(facts: Facts) -> PrintedSheet:
    """A form that was there in the year before too, if there is one."""
    return next((sheet for sheet in facts.forms if sheet.previous), facts.accounts)


def _on_projects(rule: Rule, facts: Facts) -> Iterator[tuple[PrintedSheet, str, Verdict]]:
    judge = KINDS[rule.kind].judge
    if KINDS[rule.kind].on == "projects":
        found = [(form.sheet, key, verdict) for form, key, verdict in judge(rule, facts)]
    else:
        found = [(form.sheet, key, verdict) for form in facts.projects for key, verdict in judge(rule, form)]
    yield from found or [(facts.accounts, "", _nothing(rule))]


def _on_text(rule: Rule, facts: Facts) -> Iterator[tuple[PrintedSheet, str, Verdict]]:
    found = list(KINDS[rule.kind].judge(rule, facts.statements)) if facts.statements else []
    yield from ((facts.accounts, key, verdict) for key, verdict in found)
    if not found:
        text = Text(
            f"{rule.title.zh}：文字中没有可以核对的表述。", f"{rule.title.en}: the text states nothing to check."
        )
        yield facts.accounts, "", Verdict("not_applicable", "", text)


def _on_forms(rule: Rule, facts: Facts) -> Iterator[tuple[PrintedSheet, str, Verdict]]:
    needed = {table for case in rule.cases for table in [_home(case)]}
    after = any(op.previous for op in _operands(rule))
    sheets = [sheet for sheet in facts.forms if needed <= sheet.tables and (sheet.previous or not after)]
    for sheet in sheets:
        yield from _on_sheet(rule, sheet)
    if not sheets:
        zh = "、".join(sorted(addresses.table_name(table).zh for table in needed))
        en = ", ".join(sorted(addresses.table_name(table).en for table in needed))
        text = Text(f"{rule.title.zh}：公开材料中没有{zh}。", f"{rule.title.en}: there is no {en}.")
        yield facts.accounts, "", Verdict("not_applicable", rule.title.zh, text)


def _on_codes(rule: Rule, accounts: PrintedSheet) -> Iterator[tuple[PrintedSheet, str, Verdict]]:
    found = [(accounts, "", verdict) for verdict in KINDS[rule.kind].judge(rule, accounts)]
    yield from found or [(accounts, "", _nothing(rule))]


def _on_sheet(rule: Rule, sheet: PrintedSheet) -> Iterator[tuple[PrintedSheet, str, Verdict]]:
    judge, silent = KINDS[rule.kind].judge, True
    for case in rule.cases:
        for binding in bindings(case, sheet):
            verdict = judge(case, sheet, binding)
            if verdict is not None:
                silent = False
                yield sheet, f"{binding.row}|{binding.measure}", verdict
    if silent:
        subject = f"{sheet.name} {rule.title.zh}".strip()
        text = Text(f"{subject}：没有可以核对的行。", f"{rule.title.en}: there is no row to check.")
        yield sheet, "", Verdict("not_applicable", subject, text)


def _where_printed(rule: Rule, facts: Facts) -> Iterator[tuple[PrintedSheet, str, Verdict]]:
    """Cases whose tables and totals are there, on the department's rows and those of each unit: of budgets, and of what
    some places publish beside the ministry's tables, none is required."""
    found = []
    for sheet in (facts.accounts, *facts.units):
        for case in rule.cases:
            if _has_tables(case, sheet):
                judged = ((binding, KINDS[rule.kind].judge(case, sheet, binding)) for binding in _totalled(case, sheet))
                told = [(b, verdict) for b, verdict in judged if verdict and verdict.state != "not_applicable"]
                found += [(sheet, f"{b.row}|{b.measure}", verdict) for b, verdict in told]
    yield from found or [(facts.accounts, "", _nothing(rule))]


def _has_tables(case: Case, sheet: PrintedSheet) -> bool:
    """True where the tables of a case are there, those of the year before with the year before."""
    before = sheet.previous.tables if sheet.previous else frozenset()
    operands = flat((case.total, *case.parts))
    return all(op.table in (before if op.previous else sheet.tables) for op in operands if op.table)


def _nothing(rule: Rule) -> Verdict:
    text = Text(f"{rule.title.zh}：没有可以核对的内容。", f"{rule.title.en}: there is nothing to check.")
    return Verdict("not_applicable", rule.title.zh, text)


def _totalled(case: Case, sheet: PrintedSheet) -> list[Binding]:
    return [binding for binding in bindings(case, sheet) if bind(sheet, [case.total], binding).values]


def _home(case: Case) -> str:
    """The table a case cannot do without: that of its total, or of its first part."""
    return next(op.table for op in flat((case.total, *case.parts)) if op.table)


def _scope(case: Case) -> str:
    return str(addresses.tables()[_home(case)]["scope"])


def _tables(rule: Rule) -> list[str]:
    """Tables without which a rule says nothing. What is below a bound may be absent, and the bound still holds."""
    used = {op.table for op in _operands(rule) if op.table and not (rule.kind == "at_most" and op.optional)}
    if KINDS[rule.kind].on == "codes":
        return [rule.within] if rule.within else []
    return sorted(used)


def _used(rule: Rule) -> set[str]:
    return {op.table for op in _operands(rule) if op.table} | set(rule.tables)


def _operands(rule: Rule) -> list[Any]:
    return [op for case in rule.cases for op in (*flat((case.total, *case.parts)), *case.when_zero)]


def _place(value: PrintedValue) -> dict[str, Any]:
    return {**value.place, "what": value.label.zh, "what_en": value.label.en}


def _outcome_id(whose: str, rule_id: str, subject: str, extra: str) -> str:
    words = _NOT_WORD.sub("-", subject).strip("-")[:_SLUG].strip("-")
    told = "\n".join((whose, rule_id, subject, extra)).encode()
    return f"{rule_id}-{words}-{sha1(told, usedforsecurity=False).hexdigest()[:_HASH]}"
