"""Disclosures, ledgers and scores show themselves: safely in a notebook, aligned in a terminal."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import jixiao
from jixiao import store
from jixiao.display import LEFT, width
from report_samples import HOSTILE, NAME, outcome, outcomes, rows, sample, scores


def shown(html):
    """Cells of a page's tables, row by row."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found
    ]


def test_a_disclosure_says_whose_it_is_and_what_was_read():
    d = sample()
    assert str(d).startswith(f"{NAME} 2020\n")
    assert repr(d).startswith(f"<Disclosure {NAME} 2020: 1 documents")
    assert f"<strong>{NAME} 2020</strong>" in d._repr_html_()
    assert ["二〇二〇年度决算", "pdf", "12", "0"] in shown(d._repr_html_())
    assert ["projects", "3"] in shown(d._repr_html_())


def test_a_disclosure_that_lacks_tables_and_columns_still_shows_itself():
    d = store.Disclosure({"documents": sample().documents.drop(columns="unread")})
    assert str(d).startswith(f"{NAME} 2020\n")
    assert "二〇二〇年度决算" in d._repr_html_()


def test_forms_are_counted_also_those_not_recognised():
    common = {key: rows()["documents"][0][key] for key in ("department", "fiscal_year", "source_id")}
    d = sample(tables=[{**common, "form": form} for form in ("investment", "investment", None)])
    listed = shown(d._repr_html_())
    assert ["investment", "2"] in listed
    assert ["not recognised", "1"] in listed


def test_pages_that_were_not_read_are_shown_with_the_reason():
    document = {**rows()["documents"][0], "pages_unread": 1, "unread": "p. 3: a picture too coarse"}
    assert "p. 3: a picture too coarse" in sample(documents=[document])._repr_html_()
    assert "p. 3: a picture" in str(sample(documents=[document]))
    assert "unread</th>" not in sample()._repr_html_().replace("pages_unread", "")


def test_a_panel_names_every_department():
    other = [{**rows()["documents"][0], "department": "另一局"}]
    panel = jixiao.Panel(store.combine([sample(), sample(documents=other)]).tables)
    assert repr(panel).startswith("<Panel 2 departments and years: 2 documents")
    assert str(panel).startswith(f"{NAME} 2020\n另一局 2020\n")


def test_a_ledger_counts_its_states_and_shows_the_gravest_first():
    ledger = outcomes()
    assert repr(ledger).startswith(
        "7 outcomes: 2 broken, 1 ambiguous, 1 insufficient_data, 1 holds_within_rounding, 1 holds, 1 not_applicable\n"
    )
    cells = shown(ledger._repr_html_())
    assert [row[0] for row in cells[1:]] == [
        "broken", "broken", "ambiguous", "insufficient_data", "holds_within_rounding", "holds", "not_applicable"
    ]  # fmt: skip
    assert cells[1][:4] == ["broken", "error", "P-04", "大数据中心"]
    assert cells[1][7:] == ["7, 8", "grave：说明", "grave: said"]


def test_a_chosen_part_of_a_ledger_shows_itself_too_and_says_what_it_leaves_out():
    ledger = store.frame("outcomes", [outcome(f"o{n}", "holds") for n in range(50)])
    assert "30 outcomes: 30 holds" in repr(ledger[ledger.index >= 20])
    assert repr(ledger).endswith("… and 30 more rows")
    assert "<p>… and 30 more rows</p>" in ledger._repr_html_()
    assert repr(ledger.iloc[:0]).startswith("0 outcomes: none")


def test_rows_are_shown_once_where_the_index_repeats():
    twice = pd.concat([outcomes(), outcomes()])
    assert len(shown(twice._repr_html_())) == 1 + 14


def test_a_score_table_shows_totals_first_and_what_is_supported():
    table = scores()
    assert repr(table).startswith("4 scores, 1 of them totals\n")
    cells = shown(table._repr_html_())
    assert cells[1][1:6] == ["total", "总分", "10.0", "9.5", "4.25–9.5"]
    assert cells[3][5:8] == ["4.5", "computed", "uncapped"]


def test_with_other_columns_it_is_like_any_table():
    chosen = outcomes()[["rule", "state"]]
    plain = pd.DataFrame(chosen)
    assert repr(chosen) == repr(plain)
    assert chosen._repr_html_() == plain._repr_html_()


def test_columns_begin_in_one_line_in_a_terminal():
    lines = repr(outcomes()).splitlines()[2:]
    starts = {width(line[: match.start()]) for line in lines if (match := re.search(r"P-04|rule ", line))}
    assert len(starts) == 1
    assert "大数据中心" in lines[1]


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, _):
        self.names.add(tag)


@pytest.mark.parametrize("text", [HOSTILE, "<img src=x onerror=alert(1)>"])
def test_a_hostile_name_stays_text(text):
    d = sample(documents=[{**rows()["documents"][0], "department": text, "title": text}])
    ledger = store.frame("outcomes", [outcome("a", "broken", subject=text, message_zh=text, message_en=text)])
    marks = store.frame("scores", [{"department": text, "subject": text, "title": text, "item": text}])
    for made in (d, ledger, marks):
        tags = Tags()
        tags.feed(made._repr_html_().removeprefix(LEFT))
        assert tags.names <= {"p", "strong", "table", "thead", "tbody", "tr", "th", "td"}
        assert "\u202e" not in made._repr_html_() + str(made)
        assert "tex2jax_ignore" in made._repr_html_()


def test_what_check_and_score_give_shows_itself(office):
    assert re.match(r"\d+ outcomes: \d", repr(jixiao.check(office)))
    assert re.match(r"\d+ scores, \d+ of them totals\n", repr(jixiao.Panel(office.tables).score()))
