"""The words of a report: texts in two languages, and how numbers are written."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.display import one_line, width
from jixiao.errors import RuleError, RunError
from jixiao.figures import MILLION, in_yuan
from jixiao.rules import SEVERITIES, load_yaml, only, term_labels

LANGUAGES = ("zh", "en")
DASH = "—"
_FILE = "texts.yaml"


def check_language(lang: str) -> str:
    """The language itself; RunError for one that reports are not written in."""
    if lang not in LANGUAGES:
        raise RunError(f"no report in language {lang!r}", where="lang", hint=f"use one of: {', '.join(LANGUAGES)}")
    return lang


@cache
def load_texts(path: Path | None = None) -> dict[str, dict[str, dict[str, str]]]:
    """Texts by group, key and language; RuleError where a language or a {name} is missing in one of them."""
    name = path.name if path else _FILE
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for group, members in load_yaml(path or _FILE).items():
        texts[group] = {}
        for key, body in only(members, members, f"{name} {group}").items():
            where = f"{name} {group} {key}"
            pair = {lang: str(words) for lang, words in only(body, LANGUAGES, where, LANGUAGES).items()}
            if _names(pair["zh"]) != _names(pair["en"]):
                raise RuleError("the two languages name different values", where=where)
            texts[group][key] = pair
    return texts


def template(group: str, key: str, lang: str) -> str:
    """One text in one language, with its {names} to be filled in."""
    return load_texts()[group][key][check_language(lang)]


def say(group: str, key: str, lang: str, **values: object) -> str:
    """One text in one language, with its values filled in."""
    return template(group, key, lang).format(**values)


def texts(group: str) -> tuple[str, ...]:
    """Keys of a group, in the order of the file."""
    return tuple(load_texts()[group])


def has_text(group: str, key: str) -> bool:
    """True where the group has a text of that key."""
    return key in load_texts()[group]


def label(key: str, lang: str) -> str:
    """A column title or short label."""
    return say("labels", key, lang)


def known(group: str, key: str, lang: str) -> str:
    """The word for a code of a closed list; the code itself where the list has grown."""
    return say(group, key, lang) if has_text(group, key) else key


def severities(counts: Mapping[str, int], lang: str, of: Sequence[str] = SEVERITIES) -> str:
    """Numbers of findings by severity as one phrase; those that are none are left out."""
    named = [(say("severities", name, lang), counts[name]) for name in of if counts[name]]
    told = (say("labels", "severity_count", lang, name=name, n=n) for name, n in named)
    return label("list_comma", lang).join(told)


def is_missing(value: Any) -> bool:
    """True for None, NA and NaN."""
    return value is None or bool(pd.isna(value))


def amount(value: Any, lang: str) -> str:
    """1,234.56; what is not printed is called so."""
    return label("missing", lang) if is_missing(value) else _number(value, 2, 2)


def money(value: Any, lang: str) -> str:
    """An amount of a sentence, from 万元: 1,204.37 万元; CNY 12.04 million."""
    if is_missing(value):
        return label("missing", lang)
    number, unit = money_parts(value, lang)
    return say("units", "amount", lang, n=number) if lang == "zh" else " ".join(["CNY", number, *unit.split()[1:]])


def money_parts(value: Any, lang: str) -> tuple[str, str]:
    """The same as number and unit: 1,204.37 and 万元; 12.04 and CNY million."""
    if lang == "zh":
        return amount(value, lang), say("units", "money", lang)
    _, number, *scale = in_yuan(round(Decimal(str(value)), 0 if abs(value) >= MILLION else 4)).split()
    return number, " ".join(["CNY", *scale])


def exact_money(value: Any, lang: str) -> str:
    """An amount with all its digits: 1,204.37 (万元 is said once for the page); CNY 12.0437 million."""
    return exact(value, lang) if lang == "zh" or is_missing(value) else in_yuan(round(Decimal(str(value)), 6))


def as_counted(value: Any, lang: str) -> str:
    """A number that is neither money nor a rate, as it was printed: 26, 97.5."""
    return label("missing", lang) if is_missing(value) else _number(value, 0, 6)


def rate(value: Any, lang: str) -> str:
    """99.41% from the fraction 0.9941."""
    return label("missing", lang) if is_missing(value) else f"{_number(float(value) * 100, 2, 2)}%"


def rate_as_printed(value: Any, printed: Any, lang: str) -> str:
    """A printed rate; the printed text itself where it is no rate."""
    return plain(printed, lang) if is_missing(value) else rate(value, lang)


def marks(value: Any, lang: str) -> str:
    """Marks without needless zeros: 5, 4.84."""
    return label("missing", lang) if is_missing(value) else _number(value, 0, 2)


def exact(value: Any, lang: str) -> str:
    """A number with all its digits, two decimals at least: for values that are compared."""
    return label("missing", lang) if is_missing(value) else _number(value, 2, 6)


def exact_rate(value: Any, lang: str) -> str:
    """A percentage with all its digits, two decimals at least."""
    return label("missing", lang) if is_missing(value) else f"{_number(float(value) * 100, 2, 4)}%"


def exact_points(value: Any, lang: str) -> str:
    """The distance between two percentages, which is no percentage itself."""
    return say("units", "points", lang, n=_number(abs(float(value)) * 100, 2, 4))


def short_points(value: Any, lang: str) -> str:
    """The same in two decimals, for a column of such distances."""
    return say("units", "points", lang, n=_number(abs(float(value)) * 100, 0, 2))


def interval(low: Any, high: Any, lang: str) -> str:
    """ "3", "0–5"; missing where neither end is known."""
    if is_missing(low) and is_missing(high):
        return label("missing", lang)
    if not is_missing(low) and not is_missing(high) and math.isclose(low, high, abs_tol=1e-9):
        return marks(low, lang)
    return f"{DASH if is_missing(low) else marks(low, lang)}–{DASH if is_missing(high) else marks(high, lang)}"


def plain(value: Any, lang: str = "") -> str:
    """Text of a source on one line, without control or direction signs; missing where there is none."""
    if is_missing(value):
        return label("missing", lang) if lang else ""
    return one_line(value) or (label("missing", lang) if lang else "")


def class_name(code: str, item: str, lang: str) -> str:
    """Name of a class of expenditure: as printed, or its English term."""
    terms = {body["code"]: body["en"] for body in term_labels().values() if body["code"]}
    return terms.get(code, plain(item)) if lang == "en" else plain(item)


def inside(name: str, lang: str) -> str:
    """A name inside a sentence."""
    return name if lang == "zh" else f"{name[:1].lower()}{name[1:]}"


def shorten(text: str, columns: int) -> str:
    """Text cut in its middle with …, so that names that differ at the end stay apart."""
    if width(text) <= columns:
        return text
    tail = _fit(text[::-1], (columns - 1) * 2 // 5)[::-1]
    return f"{_fit(text, columns - 1 - width(tail))}…{tail}"


def _fit(text: str, columns: int) -> str:
    text = text[:columns]  # a character takes a column at least
    while width(text) > columns:
        text = text[:-1]
    return text


def _number(value: Any, least: int, most: int) -> str:
    text = f"{float(value):,.{most}f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    text = f"{whole}.{decimals}" if decimals else whole
    return text.removeprefix("-") if not float(text.replace(",", "")) else text


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
