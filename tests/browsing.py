"""A reader with a real browser: Chromium of the system, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: Where this is set, a browser that is missing is a failure: what runs in CI must not be skipped unnoticed.
REQUIRED = "JIXIAO_BROWSER_REQUIRED"


@dataclass(frozen=True)
class Visit:
    """A page that was opened, what it asked for, and what it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """A browser that opens files, one after the other in the same window: a new one costs more than most pages."""

    browser: Any
    _windows: dict[bool, Any] = field(default_factory=dict)

    @contextmanager
    def visit(self, path: Path, width: int = 1440, scheme: str = "light", scripts: bool = True) -> Iterator[Visit]:
        """The file in a window of this width, light or dark, with or without scripts; left blank afterwards."""
        if scripts not in self._windows:
            self._windows[scripts] = self.browser.new_page(java_script_enabled=scripts)
        page = self._windows.pop(scripts)
        visit = Visit(page)
        heard = {
            "request": lambda request: visit.requests.append(request.url),
            "console": lambda said: visit.complaints.append(f"{said.type}: {said.text}"),
            "pageerror": lambda error: visit.complaints.append(str(error)),
            "dialog": lambda dialog: (visit.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()),
        }
        try:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media="screen", color_scheme=scheme)
            for event, hear in heard.items():
                page.on(event, hear)
            page.goto(path.as_uri())
            yield visit
            for event, hear in heard.items():
                page.remove_listener(event, hear)
            page.goto("about:blank")
        except BaseException:  # what failed in this window is nothing to the next test
            page.close()
            raise
        self._windows[scripts] = page


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """A browser for the tests that need one; they are skipped where there is none."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("Playwright is not installed")
    if program is None:
        _without("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield Reader(browser)
        browser.close()


def _without(reason: str) -> None:
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)


def overflow(page: Any) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
