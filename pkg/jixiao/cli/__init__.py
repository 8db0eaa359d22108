"""The command line: jixiao read | check | score | report | export | rules."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Sequence

from jixiao.cli.exits import DONE, FAILED
from jixiao.errors import JixiaoError
from jixiao.stages import VERBOSE, hush

#: A command ends soon and leaves little garbage: to look for it while libraries are imported is time lost.
_RARELY = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: findings of severity error and ``--strict``; 2: something could not be read or run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console of GBK or Latin-1 has no sign for some of what is said
            stream.reconfigure(errors="backslashreplace")
    os.environ["PYTHONSAFEPATH"] = (
        "1"  # no process that is started imports a user's html.py from the folder it starts in
    )
    gc.set_threshold(_RARELY)
    atexit.register(gc.freeze)  # nor is all of it looked through once more when the process ends
    from jixiao.cli.parser import make_parser
    from jixiao.cli.telling import complain

    options = make_parser().parse_args(arguments)
    if options.verbose:
        os.environ[VERBOSE] = "1"
    hush()
    try:
        code: int = options.run(options)
    except JixiaoError as error:
        complain(error)
        return FAILED
    except BrokenPipeError:  # the reader of our output has gone: jixiao check … | head
        sys.stderr.close()
        return DONE
    return code
