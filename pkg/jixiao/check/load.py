"""Strict loading of the rule files: whatever it does not know is refused, with file and rule id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.check import addresses
from jixiao.check.judges import KINDS
from jixiao.check.printed import Case, Each, Either, Operand, Part, Rule, RuleReview
from jixiao.check.tables.bind import flat
from jixiao.errors import RuleError
from jixiao.rules import SEVERITIES, THRESHOLD_FILE, load_yaml, only, term_labels, thresholds
from jixiao.rules.rule_fields import basis_of, text_of, words_of

RULE_FILES = (
    "checks/accounts.yaml",
    "checks/between_tables.yaml",
    "checks/between_years.yaml",
    "checks/budget.yaml",
    "checks/stages.yaml",
    "checks/forms.yaml",
    "checks/indicators.yaml",
    "checks/projects.yaml",
    "checks/investments.yaml",
    "checks/text.yaml",
)
SEVERITY_FILE = "severity.yaml"
BASIS_STATUSES = ("verified", "practice", "own")
EACH_ROWS = ("all", "codes", "parents", "leaves", "classes")

_COMMON = ("id", "kind", "title", "basis", "since", "until", "reviewed")
_NEEDED = ("id", "kind", "title", "basis")
_CASE = ("each", "when_zero", "when_printed", "when_equal", "needs", "caution")
_OPERAND = ("table", "side", "row", "measure", "weight", "optional", "year", "constant", "behind")


@cache
def packaged_rules() -> tuple[Rule, ...]:
    """The rules that come with jixiao; every one has its severity in severity.yaml."""
    severities = load_severities(SEVERITY_FILE)
    rules = load_checks(RULE_FILES, severities)
    ids = {rule.id for rule in rules}
    if lacking := sorted(ids - severities.keys()):
        raise RuleError(f"no severity for: {', '.join(lacking)}", where=SEVERITY_FILE)
    if strange := sorted(severities.keys() - ids):
        raise RuleError(f"severity for an unknown rule: {', '.join(strange)}", where=SEVERITY_FILE)
    if unseen := sorted(rule.id for rule in rules if rule.reviewed is None):
        raise RuleError(f"nobody reviewed: {', '.join(unseen)}", hint="reviewed: {date: day, note: what was looked at}")
    return rules


def load_checks(files: Iterable[str | Path], severities: Mapping[str, str] | None = None) -> tuple[Rule, ...]:
    """Rules of several files: names inside the package, or paths of the user's own.

    A rule without an entry in ``severities`` is a warning. Raises RuleError for any fault.
    """
    rules: dict[str, Rule] = {}
    for file in files:
        name = file.name if isinstance(file, Path) else file
        body = only(load_yaml(file), ("rules",), name, ("rules",))
        for entry in _list(body["rules"], name):
            rule = _rule(entry, name, severities or {})
            if rule.id in rules:
                raise RuleError(f"rule defined twice: {rule.id}", where=f"{name} {rule.id}")
            rules[rule.id] = rule
    return tuple(rules.values())


def _limits(entry: Mapping[str, Any], where: str) -> dict[str, Decimal]:
    known = thresholds()
    if strange := sorted(str(name) for name in entry.values() if not _known(name, known)):
        raise RuleError(f"unknown threshold: {', '.join(strange)}", where=where, hint=f"see rules/{THRESHOLD_FILE}")
    return {key: known[name] for key, name in entry.items()}


def _words(entry: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(words_of(word, where) for word in _list(words, where)) for key, words in entry.items()}


def load_severities(source: str | Path | Mapping[str, str]) -> dict[str, str]:
    """Severity by rule id, from a file as severity.yaml is written or a mapping of id to severity. Strict."""
    if isinstance(source, Mapping):
        if wrong := sorted(f"{key}: {value}" for key, value in source.items() if value not in SEVERITIES):
            raise RuleError(f"unknown severity: {', '.join(wrong)}", hint=f"one of {', '.join(SEVERITIES)}")
        return dict(source)
    file = source.name if isinstance(source, Path) else source
    listed = only(load_yaml(source), SEVERITIES, file)
    found: dict[str, str] = {}
    for severity, ids in listed.items():
        for rule_id in _list(ids, f"{file} {severity}"):
            if words_of(rule_id, f"{file} {severity}") in found:
                raise RuleError(f"two severities for {rule_id}", where=f"{file} {severity}")
            found[rule_id] = severity
    return found


def _rule(entry: Any, file: str, severities: Mapping[str, str]) -> Rule:
    where = f"{file} {entry.get('id', '(no id)')}" if isinstance(entry, Mapping) else file
    kind = entry.get("kind") if isinstance(entry, Mapping) else None
    if isinstance(entry, Mapping) and "kind" in entry and not _known(kind, KINDS):
        raise RuleError(f"unknown kind: {kind}", where=where, hint=f"kinds: {', '.join(KINDS)}")
    own = KINDS.get(str(kind))
    keys = own.keys if own else ()
    body = only(entry, (*_COMMON, *keys), where, (*_NEEDED, *keys))
    if own and "limits" in keys:
        only(body["limits"], own.limits, f"{where} limits", own.limits)
    if own and "words" in keys:
        only(body["words"], body["words"] if own.own_words else own.words, f"{where} words", own.words)
    return Rule(
        id=words_of(body["id"], where),
        kind=body["kind"],
        title=text_of(body["title"], f"{where} title"),
        basis=basis_of(body["basis"], BASIS_STATUSES, f"{where} basis"),
        severity=severities.get(body["id"], "warning"),
        cases=tuple(_case(case, body["kind"], where) for case in _list(body.get("cases", []), where)),
        tables=tuple(_table(table, where) for table in _list(body.get("tables", []), where)),
        within=_table(body["within"], where) if "within" in body else "",
        prefixes=tuple(words_of(prefix, where) for prefix in _list(body.get("prefixes", []), where)),
        reason=text_of(body["reason"], f"{where} reason") if "reason" in body else None,
        limits=_limits(body.get("limits", {}), f"{where} limits"),
        words=_words(body.get("words", {}), f"{where} words"),
        since=_year(body.get("since"), where),
        until=_year(body.get("until"), where),
        reviewed=_review(body["reviewed"], f"{where} reviewed") if "reviewed" in body else None,
    )


def _case(entry: Any, kind: str, where: str) -> Case:
    roles = ("rate", "numerator", "denominator") if kind == "ratio" else ("total", "parts")
    body = only(entry, (*roles, *_CASE), where, roles)
    each = _each(body["each"], where) if "each" in body else None
    total = _part(body[roles[0]], where)
    if kind == "ratio":
        parts: tuple[Part, ...] = (_part(body["numerator"], where), _part(body["denominator"], where))
    else:
        parts = tuple(_part(part, where) for part in _list(body["parts"], where))
    case = Case(
        total=total,
        parts=parts,
        each=each,
        when_zero=_operands(body.get("when_zero", []), where),
        when_printed=_operands(body.get("when_printed", []), where),
        when_equal=tuple(_part(part, where) for part in _list(body.get("when_equal", []), where)),
        needs=text_of(body["needs"], f"{where} needs") if "needs" in body else None,
        caution=text_of(body["caution"], f"{where} caution") if "caution" in body else None,
    )
    _check_case(case, where)
    return case


def _check_case(case: Case, where: str) -> None:
    listed = flat((case.total, *case.parts))
    if len({addresses.tables()[operand.table]["scope"] for operand in listed if operand.table}) != 1:
        raise RuleError("a case needs tables of the accounts or of forms, not both", where=where)
    rows = case.each is not None and bool(case.each.rows)
    measures = case.each is not None and bool(case.each.measures)
    uses_row = any(operand.row in ("each", "children") for operand in listed)
    uses_measure = any(operand.measure == "each" for operand in listed)
    if rows != uses_row or measures != uses_measure:
        raise RuleError("each does not fit: rows or measures it runs over must be used, and only they", where=where)
    own = [replace(op, weight=1, optional=False) for op in flat([case.total]) if op.constant is None]
    if any(replace(op, weight=1, optional=False) in own for op in flat(case.parts)):
        raise RuleError("a cycle: a value is compared with itself", where=where)
    for operand in listed:
        for measure in case.each.measures if case.each and operand.measure == "each" else ():
            _measure(operand.table, measure, where)


def _part(entry: Any, where: str) -> Part:
    if isinstance(entry, Mapping) and "either" in entry:
        choices = _list(only(entry, ("either",), where)["either"], where)
        return Either(tuple(_operands(choice, where) for choice in choices))
    return _operand(entry, where)


def _operands(entries: Any, where: str) -> tuple[Operand, ...]:
    return tuple(_operand(entry, where) for entry in _list(entries, where))


def _operand(entry: Any, where: str) -> Operand:
    body = only(entry, _OPERAND, where)
    if "constant" in body:
        only(body, ("constant",), where)
        return Operand(constant=_decimal(body["constant"], where))
    only(body, _OPERAND, where, ("table", "measure"))
    table = _table(body["table"], where)
    weight, optional, year = body.get("weight", 1), body.get("optional", False), body.get("year", "this")
    if weight not in (1, -1) or not isinstance(optional, bool) or year not in ("this", "previous"):
        raise RuleError(f"weight is 1 or -1, optional true or false, year this or previous: {dict(body)}", where=where)
    side = body.get("side", "")
    if side not in addresses.tables()[table].get("sides", ("",)):
        raise RuleError(f"table {table} has no side {side!r}", where=where)
    row = _row(table, body.get("row", ""), where)
    measure = body["measure"] if body["measure"] == "each" else _measure(table, body["measure"], where)
    behind = _row(table, body.get("behind", ""), where)
    return Operand(table, side, row, measure, weight, optional, year == "previous", behind=behind)


def _row(table: str, row: Any, where: str) -> str:
    body = addresses.tables()[table]
    code = isinstance(row, str) and row.isdigit() and body["scope"] == "accounts" and "sides" not in body
    known = row in ("", *addresses.ROW_WORDS, *body.get("rows", {}))
    if not (known or code or (body["scope"] == "accounts" and _known(row, term_labels()))):
        raise RuleError(f"unknown term: {row!r} in table {table}", where=where, hint="see rules/terms.yaml")
    return str(row)


def _table(table: Any, where: str) -> str:
    if not _known(table, addresses.tables()):
        raise RuleError(f"unknown table: {table!r}", where=where, hint=f"tables: {', '.join(addresses.tables())}")
    return str(table)


def _measure(table: str, measure: Any, where: str) -> str:
    known = addresses.tables()[table]["measures"]
    if not _known(measure, known):
        raise RuleError(f"table {table} has no measure {measure!r}", where=where, hint=f"it has: {', '.join(known)}")
    return str(measure)


def _each(entry: Any, where: str) -> Each:
    body = only(entry, ("rows", "measures"), where)
    rows = body.get("rows", "")
    if rows not in ("", *EACH_ROWS):
        raise RuleError(f"each cannot run over rows {rows!r}", where=where, hint=f"rows: {', '.join(EACH_ROWS)}")
    return Each(rows, tuple(words_of(name, where) for name in _list(body.get("measures", []), where)))


def _review(entry: Any, where: str) -> RuleReview:
    body = only(entry, ("date", "note"), where, ("date", "note"))
    try:
        date.fromisoformat(str(body["date"]))
    except ValueError as error:
        raise RuleError(f"not a date: {body['date']!r}", where=where, hint='write "2026-11-28"') from error
    return RuleReview(str(body["date"]), words_of(body["note"], where))


def _known(entry: Any, names: Collection[str]) -> bool:
    """Whether an entry is one of the names; a list or mapping in place of a name is none."""
    return isinstance(entry, str) and entry in names


def _list(entry: Any, where: str) -> list[Any]:
    if not isinstance(entry, list):
        raise RuleError(f"expected a list, found {type(entry).__name__}", where=where)
    return entry


def _decimal(entry: Any, where: str) -> Decimal:
    try:
        return Decimal(words_of(entry, where))
    except InvalidOperation as error:
        raise RuleError(f"not a number: {entry!r}", where=where) from error


def _year(entry: Any, where: str) -> int | None:
    if entry is not None and (not isinstance(entry, int) or isinstance(entry, bool)):
        raise RuleError(f"not a year: {entry!r}", where=where)
    return entry
