"""Download what a manifest's ``origin`` lists: as each site's robots.txt allows, unhurried, continued where it was cut off."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)
from urllib.robotparser import RobotFileParser

from jixiao.errors import JixiaoError, SourceError
from jixiao.files import checksum
from jixiao.sources import MANIFEST_COLUMNS, MOST_BYTES, inside
from jixiao.written import lines_of

AGENT = "jixiao"
_SECONDS = 60
_BLOCK = 1 << 16
_KEPT = "%/:=&?~#+!$,;'@()*[]"
#: What robots.txt says where it may not be read, or nobody answers for it: nothing may be fetched.
_FORBIDDEN = (401, 403)
_CLOSED = ("User-agent: *", "Disallow: /")
_AGAIN = "run jixiao fetch again later"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a manifest lists, and where it comes from."""

    path: Path
    address: str
    sha256: str
    where: str


@dataclass(slots=True)
class _Sites:
    """How one speaks with the sites: their robots.txt, each asked for once, and the pause before every request but the first."""

    delay: float
    rules: dict[str, RobotFileParser] = field(default_factory=dict)
    asked: bool = False

    def open(self, address: str, **headers: str) -> Any:
        """An answer, after the pause that the site asks for, or our own if that is longer."""
        site = self.rules.get(_site(address))
        if self.asked:
            sleep(max(self.delay, float((site and site.crawl_delay(AGENT)) or 0)))
        self.asked = True
        request = Request(address, headers={"User-Agent": AGENT, **headers})  # noqa: S310 only http and https come here
        return _opener().open(request, timeout=_SECONDS)

    def allow(self, address: str) -> bool:
        """True where the site's robots.txt lets us fetch this."""
        site = _site(address)
        if site not in self.rules:
            self.rules[site] = self._asked_for_rules(site)
        return self.rules[site].can_fetch(AGENT, address)

    def _asked_for_rules(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            with self.open(f"{site}/robots.txt") as answer:
                rules.parse(answer.read(MOST_BYTES).decode("utf-8", "replace").splitlines())
        except HTTPError as error:
            closed = error.code in _FORBIDDEN or error.code >= 500
            rules.parse(_CLOSED if closed else ())  # where there is none, all is allowed
        return rules


def wanted(manifest: Path) -> list[Wanted]:
    """The files of a manifest whose ``origin`` is an address. Raises SourceError for a manifest that is missing or has a fault."""
    if not manifest.exists():
        raise SourceError(
            "no such file", where=str(manifest), hint="name a manifest.csv with the columns path and origin"
        )
    return [
        Wanted(inside(manifest.parent, row["path"], where), quote(address, safe=_KEPT), row.get("sha256", ""), where)
        for where, row in lines_of(manifest, MANIFEST_COLUMNS, ("path",), more=True)
        if (address := row.get("origin", "")).startswith(("http://", "https://"))
    ]


def fetch(manifest: Path, delay: float, tell: Callable[[str], None]) -> list[JixiaoError]:
    """Download what is not there yet, telling of each file; why some could not be fetched.

    A file that is there is left alone, and one whose checksum is not the manifest's is never put there. Raises
    SourceError for a manifest with a fault.
    """
    sites, failed = _Sites(delay), list[JixiaoError]()
    for one in wanted(manifest):
        if one.path.exists():
            tell(f"there already: {one.path}")
            continue
        try:
            tell(f"fetched: {one.path} sha256 {_fetched(one, sites)}")
        except JixiaoError as error:
            failed.append(error)
        except (OSError, http.client.HTTPException, ValueError) as error:  # also what servers answer that is no answer
            said = f"cannot be fetched: {error}".splitlines()[0]
            failed.append(SourceError(said, where=f"{one.where}: {one.address}", hint=_AGAIN))
    return failed


def _fetched(one: Wanted, sites: _Sites) -> str:
    """The checksum of the file, which lies in its place now."""
    where = f"{one.where}: {one.address}"
    if not sites.allow(one.address):
        hint = "ask the site, or download it by hand"
        raise SourceError("the site's robots.txt does not let programs fetch it", where=where, hint=hint)
    one.path.parent.mkdir(parents=True, exist_ok=True)
    partial = one.path.with_name(f".{one.path.name}.part")
    _download(one, partial, sites, where)
    made = checksum(partial)
    if one.sha256 and made != one.sha256.lower():
        partial.unlink()
        hint = "the site has another file now: look at it, then correct the manifest"
        raise SourceError(f"the checksum is not the manifest's: {made}", where=where, hint=hint)
    partial.replace(one.path)
    return made


def _download(one: Wanted, partial: Path, sites: _Sites, where: str) -> None:
    """Into the partial file; what is there of it is continued where a checksum will tell whether both parts belong together."""
    have = partial.stat().st_size if one.sha256 and partial.exists() else 0
    if have and checksum(partial) == one.sha256.lower():
        return
    with sites.open(one.address, **({"Range": f"bytes={have}-"} if have else {})) as answer:
        continued = answer.status == http.client.PARTIAL_CONTENT
        due = int(answer.headers.get("Content-Length") or -1)
        got = 0
        with partial.open("ab" if continued else "wb") as file:
            while block := answer.read(_BLOCK):
                got += file.write(block)
                if got > MOST_BYTES:
                    raise SourceError(f"larger than {MOST_BYTES // 10**6} MB", where=where, hint="download it by hand")
    if 0 <= got < due:
        raise SourceError(
            f"cut off after {got:,} of {due:,} bytes", where=where, hint="run jixiao fetch again: it goes on"
        )


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _opener() -> OpenerDirector:
    """What knows http and https and nothing else: no redirection leads to a file of this machine."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPRedirectHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener
