"""Reports as PDF: printed by a Chromium of this machine, without its clock, name or address in the file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from base64 import b64encode
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao.errors import RunError
from jixiao.files import write_whole

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_TIMEOUT_SECONDS = 120
#: The clock in a PDF; as long with another date, so that no place in the file moves.
_CLOCK = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
_FONT = "jixiao Chinese"
#: The families of the page's styles, before and from the generic one on.
_FAMILY = re.compile(r"(--(?:sans|serif|mono): [^;]*?), ((?:sans-serif|serif|monospace)[^;]*);")
_DATE = rb"\g<1>20000101000000"


def find_browser() -> str:
    """The command of a Chromium; RunError where there is none."""
    found = next(filter(None, map(shutil.which, _COMMANDS)), None)
    if found is None:
        hint = "install Chromium or Chrome, or print the HTML report from a browser"
        raise RunError("no Chromium to print PDF with", where=f"looked for {', '.join(_COMMANDS)}", hint=hint)
    return found


def print_pdf(browser: str, page: Path) -> Path:
    """Print a page to a PDF beside it, also where the system has no Chinese font. RunError where the browser does not."""
    printed = page.with_suffix(".pdf")
    with TemporaryDirectory() as folder:
        made, copy = Path(folder, "made.pdf"), Path(folder, page.name)
        copy.write_text(_with_font(page.read_text("utf-8")), "utf-8")
        try:
            done = subprocess.run(  # noqa: S603 a browser of this machine on a page of ours
                [*_command(browser, folder), f"--print-to-pdf={made}", copy.as_uri()],
                capture_output=True, text=True, errors="replace", timeout=_TIMEOUT_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RunError(f"the PDF was not printed: {type(error).__name__}", where=page.name) from error
        if not made.is_file() or not made.stat().st_size:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise RunError(f"the PDF was not printed: {said}", where=page.name)
        return write_whole(printed, _CLOCK.sub(_DATE, made.read_bytes()))


def _with_font(page: str) -> str:
    """The page with the font of our charts as the last resort of its styles, and leave to use it."""
    font = b64encode(files("jixiao").joinpath("fonts", "NotoSansSC-Subset.ttf").read_bytes()).decode()
    face = f'@font-face {{ font-family: "{_FONT}"; src: url(data:font/ttf;base64,{font}); }}'
    page = page.replace("<style>", f"<style>{face}", 1).replace("img-src data:", "img-src data:; font-src data:", 1)
    return _FAMILY.sub(rf'\g<1>, "{_FONT}", \g<2>;', page)


def _command(browser: str, folder: str) -> list[str]:
    """A browser that keeps nothing, asks nothing of a network and does not tell its name to the file."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it refuses root otherwise
    return [
        browser,
        *as_root,
        "--headless",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--no-pdf-header-footer",
        "--user-agent=jixiao",
        f"--user-data-dir={folder}/profile",
    ]
