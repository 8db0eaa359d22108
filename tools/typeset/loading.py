"""Read the facts of one sample from its YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FACTS_FOLDER = Path(__file__).resolve().parent / "facts"

Facts = dict[str, Any]


def load_facts(sample: str) -> dict[str, Facts]:
    """Return the content of every YAML file of a sample, by file name without suffix."""
    folder = FACTS_FOLDER / sample
    paths = sorted(folder.glob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}
