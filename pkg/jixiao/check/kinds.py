"""What a kind of rule is. Each stands on the function that judges it, with all that its rules must say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

#: What the judge of a kind is given, one after the other: cases of a sheet, a sheet, a project form, an investment
#: form, all forms, what the text says, or all that is known of the department.
On = Literal["cases", "codes", "project", "investment", "projects", "text", "department"]
#: What a broken outcome asks of its figures (see after/remedies): nothing, the gap itself, or what its formula says.
Gap = Literal["", "amount", "ratio", "growth", "marks", "bound", "form_bound"]

_NEEDED: Mapping[str, tuple[str, ...]] = {"cases": ("cases",), "codes": ("tables",)}
_Judge = TypeVar("_Judge", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule: its judge, and what a rule of it says beside id, title and basis."""

    name: str
    on: On
    judge: Callable[..., Any]
    #: Keys that it needs: those that all kinds of its place need, and its own.
    keys: tuple[str, ...] = ()
    #: Names of the limits and lists of words that it cannot do without.
    limits: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    #: Whether its rules may name lists of words of their own.
    own_words: bool = False
    gap: Gap = ""


_KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    *,
    on: On,
    keys: tuple[str, ...] = (),
    limits: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    own_words: bool = False,
    gap: Gap = "",
) -> Callable[[_Judge], _Judge]:
    """The function judges rules of this kind. Raises ValueError where another one does already."""

    def known(judge: _Judge) -> _Judge:
        if name in _KINDS:
            raise ValueError(f"two functions judge rules of kind {name}")
        named = (("limits",) if limits else ()) + (("words",) if words or own_words else ())
        _KINDS[name] = Kind(name, on, judge, (*_NEEDED.get(on, ()), *keys, *named), limits, words, own_words, gap)
        return judge

    return known


def known_kinds() -> Mapping[str, Kind]:
    """Kinds of all modules that were imported so far, by name; ``check.judges`` has imported every one."""
    return dict(_KINDS)
