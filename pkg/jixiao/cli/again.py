"""What a command said of the same files before, made by the same code, is said again without reading them."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path

from jixiao.cli.exits import FAILED
from jixiao.corrections import CORRECTIONS
from jixiao.files import checksum, keep, kept
from jixiao.versions import fingerprint
from jixiao.whereabouts import cache_folder

Run = Callable[[argparse.Namespace], int]


def said_again(run: Run) -> Run:
    """The command, which is run where its answer is not kept, and whose answer is kept where all files were read."""

    def told(options: argparse.Namespace) -> int:
        place = _place(options)
        if place is None:
            return run(options)
        if answer := kept(place):
            known = json.loads(answer)
            sys.stdout.write(known["said"])
            return int(known["code"])
        said = io.StringIO()
        try:
            with redirect_stdout(said):
                code = run(options)
        finally:
            sys.stdout.write(said.getvalue())
        if code != FAILED:
            keep(place, json.dumps({"code": code, "said": said.getvalue()}).encode())
        return code

    return told


def _place(options: argparse.Namespace) -> Path | None:
    """Where the answer is kept: by the code, the words of the command, and what is in its files and their corrections."""
    folder = cache_folder()
    if folder is None or options.verbose or not all(file.is_file() for file in options.files):
        return None
    code = f"{fingerprint()} {find_spec('rapidocr') is not None}"
    told = "\n".join([code, *_told(options)])
    return folder / f"said-{hashlib.sha256(told.encode(errors='surrogateescape')).hexdigest()[:32]}.json"


def _told(options: argparse.Namespace) -> Iterator[str]:
    for name, value in sorted(vars(options).items()):
        if name == "run":
            continue
        for part in value if isinstance(value, list) else [value]:
            path = Path(str(part))
            yield f"{name} {part} {checksum(path)}"  # a severity or rubric may be a file too
            if name == "files":
                yield checksum(path.with_name(CORRECTIONS))
