"""Downloading what a manifest lists, from a server of our own."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from jixiao.cli import main

BODY = bytes(range(256)) * 500
SHA = hashlib.sha256(BODY).hexdigest()


class Site(BaseHTTPRequestHandler):
    """A site with a file, a private folder, and a habit of hanging up the first time."""

    asked: list[tuple[str, str]] = []  # noqa: RUF012
    cuts = 0

    def do_GET(self) -> None:
        ranged = self.headers.get("Range", "")
        Site.asked.append((self.path, ranged))
        if self.path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /private/\n")
        elif self.path.startswith(("/file", "/private", "/%E5")):
            start = int(ranged.removeprefix("bytes=").removesuffix("-") or 0)
            self.answer(206 if ranged else 200, BODY[start:])
        else:
            self.answer(404, b"gone")

    def answer(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if Site.cuts and len(body) > 1000:
            Site.cuts -= 1
            body = body[:1000]
            self.close_connection = True
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    Site.asked, Site.cuts = [], 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def listed(folder: Path, *lines: str) -> str:
    path = folder / "manifest.csv"
    path.write_text("\n".join(["path,sha256,department,fiscal_year,origin", *lines, ""]), "utf-8")
    return str(path)


def test_files_are_fetched_once_as_robots_allow(site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = listed(
        tmp_path,
        f"a.pdf,{SHA},x,2023,{site}/file.pdf",
        f"sub/决算.pdf,,x,2023,{site}/决算.pdf",
        f"c.pdf,,x,2023,{site}/private/c.pdf",
        f"d.pdf,,x,2023,{site}/nowhere.pdf",
        f"e.pdf,{'0' * 64},x,2023,{site}/file.pdf",
        "f.pdf,,x,2023,on paper",
    )
    assert main(["fetch", manifest, "--delay", "0"]) == 2
    said = capsys.readouterr()
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "sub" / "决算.pdf").read_bytes() == BODY
    assert sorted(path.name for path in tmp_path.rglob("*.pdf")) == ["a.pdf", "决算.pdf"]
    assert SHA in said.out
    for words in (
        "robots.txt does not let",
        "HTTP Error 404",
        "checksum is not the manifest's",
        "line 4",
        "line 5",
        "line 6",
    ):
        assert words in said.err
    assert [path for path, _ in Site.asked].count("/robots.txt") == 1
    assert "/private/c.pdf" not in [path for path, _ in Site.asked]
    before = len(Site.asked)
    assert main(["fetch", listed(tmp_path, f"a.pdf,{SHA},x,2023,{site}/file.pdf"), "--delay", "0"]) == 0
    assert len(Site.asked) == before


def test_what_was_cut_off_is_continued(site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = listed(tmp_path, f"a.pdf,{SHA},x,2023,{site}/file.pdf")
    Site.cuts = 1
    assert main(["fetch", manifest, "--delay", "0"]) == 2
    assert "cut off after 1,000 of 128,000 bytes" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
    assert main(["fetch", manifest, "--delay", "0"]) == 0
    assert (tmp_path / "a.pdf").read_bytes() == BODY
    assert Site.asked[-1] == ("/file.pdf", "bytes=1000-")


def test_no_file_is_put_outside_the_folder(site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", listed(tmp_path, f"../a.pdf,,x,2023,{site}/file.pdf")]) == 2
    assert "leads out of the folder" in capsys.readouterr().err
    assert Site.asked == []


def test_a_site_that_does_not_answer_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", listed(tmp_path, "a.pdf,,x,2023,http://127.0.0.1:9/a.pdf"), "--delay", "0"]) == 2
    assert "cannot be fetched" in capsys.readouterr().err
    assert main(["fetch", str(tmp_path / "gone.csv")]) == 2
    assert "no such file" in capsys.readouterr().err
