import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest

from jixiao import report, versions
from jixiao.run import rendering
from report_samples import HOSTILE, notebook, sample

ADDRESS = re.compile(r"""(?:src|href|srcset|action|data|poster)\s*=\s*["']?\s*([^"'\s>]+)|url\(([^)]*)\)""")


class Tags(HTMLParser):
    """Counts open elements and keeps what a test asks for."""

    def __init__(self):
        super().__init__()
        self.stack, self.ids, self.images, self.faults = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        if tag == "img":
            self.images.append(dict(attrs))
        if tag not in ("meta", "img", "br"):
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(tag)


@pytest.fixture(scope="module")
def page():
    return rendering.to_html(notebook("zh"), "zh")


def test_nothing_is_asked_of_another_host(page):
    addresses = [first or second for first, second in ADDRESS.findall(page)]
    assert [a for a in addresses if not a.startswith(("#", "data:image/png;base64,"))] == []
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src 'none'" in page


def test_the_only_script_is_ours_and_allowed_by_its_hash(page):
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert page.count("<script") == 1
    assert f"script-src 'sha256-{digest}';" in page
    assert re.findall(r"fetch|XMLHttp|import|eval|innerHTML|https?:", script) == []


def test_no_code_no_prompt_no_notebook_words_no_path(page):
    for word in ("secret_code", "more_code", "In&nbsp;[", "only in the notebook", "/home/", "jp-Cell"):
        assert word not in page
    assert "&lt;printed&gt;" in page


def test_language_title_and_contents(page):
    assert '<html lang="zh-Hans">' in page
    assert "<title>示范区数据局 2020 年度绩效核对报告</title>" in page
    contents = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'<li><a href="#(\w+)">(.*?)</a>', contents) == [
        ("overview", "概要"),
        ("execution", "项目预算执行"),
        ("findings", "疑点"),
    ]
    assert '<html lang="en">' in rendering.to_html(notebook("en"), "en")


def test_elements_are_closed_ids_unique_and_pictures_described(page):
    tags = Tags()
    tags.feed(page)
    assert tags.faults == []
    assert tags.stack == []
    assert len(tags.ids) == len(set(tags.ids))
    assert [image["alt"] for image in tags.images] == [report.execution_alt(sample(), "zh")]


def test_the_same_notebook_gives_the_same_bytes(page):
    assert rendering.to_html(notebook("zh"), "zh") == page


def test_light_dark_and_print_are_styled(page):
    assert "prefers-color-scheme: dark" in page
    assert "@page" in page


def test_a_hostile_name_stays_text():
    documents = [{**sample().documents.iloc[0].to_dict(), "department": HOSTILE}]
    text = rendering.to_html(notebook("zh", sample(documents=documents)), "zh")
    assert text.count("<script") == 1  # our own
    assert "<title>&lt;script&gt;" in text


def test_a_page_is_written_whole_as_utf8(tmp_path):
    path = rendering.write(rendering.page([report.title(sample(), "zh").html], "zh"), tmp_path / "a" / "p.html")
    assert "示范区数据局" in path.read_bytes().decode("utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["p.html"]


def test_the_page_names_the_rule_set_and_it_changes_with_the_rules(page, monkeypatch, tmp_path):
    assert f"规则集版本 {versions.rule_set()}" in page
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("a: 1")
    monkeypatch.setattr(versions, "_PACKAGE", tmp_path)
    assert versions.rule_set.__wrapped__() not in page
