"""Our own rule files as they were parsed before, kept as Python keeps its modules: in ``__pycache__`` beside them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from jixiao.files import keep, kept


def parsed_once(path: Path) -> Any:
    """What a rule file says, parsed if it, or the code that parses, is not what it was.

    What is kept is JSON, which runs nothing, and stands where nobody writes who could not write our modules.
    Raises OSError and UnicodeDecodeError where the file cannot be read, RuleError where it has a fault.
    """
    text = path.read_text("utf-8")
    mark, place = _mark(text), Path(cache_from_source(str(path))).with_suffix(".kept")
    if body := kept(place):
        made_from, rules = json.loads(body)
        if made_from == mark:
            return rules
    from jixiao.rules.strict import QuickLoader, parsed  # late: what is kept needs no YAML

    rules = parsed(text, path.name, QuickLoader)
    body = json.dumps([mark, rules], ensure_ascii=False, separators=(",", ":"), default=str).encode()
    if json.loads(body)[1] == rules:  # JSON knows neither dates nor numbers as keys
        keep(place, body)
    return rules


def _mark(text: str) -> str:
    return hashlib.sha256(_code() + text.encode()).hexdigest()


@cache
def _code() -> bytes:
    here = Path(__file__)
    return here.read_bytes() + here.with_name("strict.py").read_bytes()
