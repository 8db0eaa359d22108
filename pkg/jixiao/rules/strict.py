"""YAML as rule files have it: plain values, and no key given twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from jixiao.errors import RuleError


class _Strict(SafeConstructor):
    """What refuses a key given twice; PyYAML keeps the last one silently."""

    file = ""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise RuleError(f"key given twice: {key}", where=f"{self.file} line {line}")
            seen.add(key)
        return super().construct_mapping(node, deep)


class StrictLoader(_Strict, yaml.SafeLoader):
    """For files of a user: it shows the line of a fault, and no nesting is too deep for it."""


class QuickLoader(_Strict, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # known at run time
    """For our own files: ten times as fast, where PyYAML was built with libyaml."""


def parsed(text: str, file: str, kind: type[Any]) -> Any:
    """What a rule file says. Raises RuleError for what is no YAML or gives a key twice."""
    loader = kind(text)
    loader.file = file
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        raise RuleError(f"not valid YAML: {error}", where=file) from error
    finally:
        loader.dispose()
