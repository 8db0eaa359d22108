"""Why something was not evaluated, in the language of its page: ``rules/faults.yaml``."""

from __future__ import annotations

import re
from functools import cache

from jixiao.rules import load_yaml, only

_FILE = "faults.yaml"
_KINDS = ("messages", "remedies")
_GAP = "{}"


def fault_text(text: str, lang: str) -> str:
    """A message or remedy of an error in one language; as it is where that language has no words for it."""
    if lang == "en":
        return text
    found = ((pattern.fullmatch(text), words) for pattern, words in _templates())
    return next((words.format(*match.groups()) for match, words in found if match), text)


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The most particular first: a message that goes on is not one with a gap at its end."""
    kinds = only(load_yaml(_FILE), _KINDS, _FILE, _KINDS)
    listed = sorted(((en, zh) for kind in kinds.values() for en, zh in kind.items()), key=lambda pair: _fixed(pair[0]))
    return tuple((re.compile("(.*?)".join(map(re.escape, en.split(_GAP))), re.DOTALL), zh) for en, zh in listed)


def _fixed(template: str) -> int:
    return -len(template.replace(_GAP, ""))
