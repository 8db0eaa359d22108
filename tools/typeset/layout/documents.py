"""Whole documents: which parts come in which order."""

from __future__ import annotations

from collections.abc import Callable

from ..loading import Facts
from ..model import Block, Document, Sheet
from .accounts import account_blocks
from .evaluation import evaluation_blocks
from .investment import investment_blocks
from .report import payment_table, scorecard_blocks, target_table
from .text import cover_blocks, summary_blocks, text_blocks

DATA_TITLE = "深圳市坪山区政务服务数据管理局 2020 年度部门决算"
OFFICE_TITLE = "中共深圳市坪山区委办公室 2020 年度项目支出绩效自评表"


def data_document(facts: dict[str, Facts]) -> Document:
    """Return the whole disclosure of the data bureau: accounts, explanations and three annexes."""
    text, report = facts["text"], facts["report_tables"]
    blocks = cover_blocks(text["cover"])
    blocks += [Sheet(), *text_blocks(text["contents"])]
    blocks += [Sheet(), *text_blocks(text["overview"])]
    blocks += accounts_part(facts["accounts"], text["tables_heading"])
    blocks += [Sheet(), *text_blocks(text["statement_before_summaries"])]
    blocks += summary_blocks(facts["summaries"]["projects"])
    blocks += text_blocks(text["statement_after_summaries"])
    blocks += [Sheet(), *text_blocks(text["glossary"])]
    blocks += [Sheet(), *text_blocks(text["overall_report"]), *scorecard_blocks(facts["scorecard"])]
    blocks += forms_part(facts)
    blocks += [Sheet(), *text_blocks(text["project_report_before_payments"])]
    blocks += [payment_table(report["payments"])]
    blocks += [*text_blocks(text["project_report_before_targets"]), target_table(report["targets"])]
    blocks += text_blocks(text["project_report_end"])
    return Document(DATA_TITLE, tuple(blocks), first_numbered_page=2)


def accounts_part(accounts: Facts, heading: str) -> list[Block]:
    """Return the nine final-account tables; the first one stands under their common heading."""
    blocks: list[Block] = []
    for number, table in enumerate(accounts["tables"]):
        section = heading if number == 0 else ""
        blocks += account_blocks(table, accounts["department_line"], accounts["unit_line"], section)
    return blocks


def forms_part(facts: dict[str, Facts]) -> list[Block]:
    """Return the self-evaluation and investment forms of the data bureau."""
    evaluations = facts["evaluations"]
    blocks: list[Block] = []
    for form in evaluations["forms"]:
        blocks += evaluation_blocks(form, evaluations["notes"][form["kind"]], contact_line=True)
    for form in facts["investments"]["forms"]:
        blocks += investment_blocks(form, contact_line=True)
    return blocks


def office_document(facts: dict[str, Facts]) -> Document:
    """Return the twelve annex forms of the office."""
    blocks: list[Block] = []
    for form in facts["evaluations"]["forms"]:
        blocks += evaluation_blocks(form, (), contact_line=False)
    for form in facts["investments"]["forms"]:
        blocks += investment_blocks(form, contact_line=False)
    return Document(OFFICE_TITLE, tuple(blocks))


DOCUMENTS: dict[str, Callable[[dict[str, Facts]], Document]] = {
    "pingshan-data-2020": data_document,
    "pingshan-office-2020": office_document,
}
