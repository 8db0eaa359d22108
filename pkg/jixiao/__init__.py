"""Read, check and score the disclosures of Chinese government departments.

A name is imported when it is first used. ``read``, ``check`` and ``score`` are functions and packages at once:
``jixiao.read(path)`` reads a file, and ``jixiao.read.pdf`` is the module that reads PDF.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.at_once import first_screen
    from jixiao.check import check
    from jixiao.compare import deviations, goalposts, series, wide
    from jixiao.project import Panel, disclosure, evaluation, ledgers, load, panel, read, reviewed
    from jixiao.score import score, score_projects
    from jixiao.store import Disclosure

__all__ = [
    "Disclosure",
    "Panel",
    "check",
    "deviations",
    "disclosure",
    "evaluation",
    "first_screen",
    "goalposts",
    "ledgers",
    "load",
    "panel",
    "read",
    "reviewed",
    "score",
    "score_projects",
    "series",
    "wide",
]
_HOMES = {
    **dict.fromkeys(
        ("Panel", "disclosure", "evaluation", "ledgers", "load", "panel", "read", "reviewed"), "jixiao.project"
    ),
    "Disclosure": "jixiao.store",
    "check": "jixiao.check",
    "first_screen": "jixiao.at_once",
    **dict.fromkeys(("deviations", "goalposts", "series", "wide"), "jixiao.compare"),
    "score": "jixiao.score",
    "score_projects": "jixiao.score",
}
_VERBS = ("check", "read", "score")
#: Found without an import of their own: ``except jixiao.errors.ReadError``.
_MODULES = (*_VERBS, "errors", "project", "store")


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"jixiao.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'jixiao' has no attribute {name!r}", name=name, obj=sys.modules[__name__])
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _CallableModule(ModuleType):
    """A package that is called as the function of its name, with that one's signature and documentation."""

    @property
    def __wrapped__(self) -> Any:
        name = self.__name__.removeprefix("jixiao.")
        return getattr(import_module(_HOMES[name]), name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self.__wrapped__(*arguments, **options)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """What another process needs to find it: ``ProcessPoolExecutor().map(jixiao.read, files)``."""
        return import_module, (self.__name__,)


class _House(ModuleType):
    """This module, which makes a package of _VERBS callable when the import system hangs it here."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _VERBS and isinstance(value, ModuleType):
            value.__class__ = _CallableModule
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _House
