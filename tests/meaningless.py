"""Changes of a typeset document that carry no meaning: what holds still holds behind each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import form_changes
import laid_out
from altering import Change, account_tables, in_cells, in_text, one_of, tables_of
from holding import AMOUNT
from typeset.model import Document, Paragraph

_FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_HALF_BRACKETS = str.maketrans("（）", "()")
_IN_YUAN = 10_000
_MONEY = re.compile(r"(?<![\d.])(\d[\d,]*\.\d+)万元")
_UNIT = re.compile(r"单位[:：]\s*万元")
#: What other places print for a label of the ministry's tables.
SYNONYMS = {
    "合计": ("总计", "合　计", "合 计", "总　计"),
    "总计": ("合计", "总　计", "收支总计"),
    "本年收入合计": ("本年收入", "本年收入小计", "本年收入总计"),
    "本年支出合计": ("本年支出", "本年支出小计", "本年支出总计"),
    "年初结转和结余": ("上年结转和结余", "上年结转", "年初结转结余", "上年结余"),
    "年末结转和结余": ("结转下年", "年末结转结余", "年末结余", "结转和结余"),
    "使用非财政拨款结余": ("用事业基金弥补收支差额", "使用非财政拨款结余和专用结余", "使用专用结余"),
    "财政拨款收入": ("财政拨款", "财政补助收入", "财政拨款收入（含基金）"),
    "事业收入": ("事业单位收入", "教育收费及事业收入"),
    "其他收入": ("其它收入", "其他各项收入"),
    "基本支出": ("基本支出（元）", "日常支出", "人员及公用"),
    "项目支出": ("项目经费", "专项支出", "项目支出合计"),
    "科目名称": ("科目", "项目名称", "支出功能分类科目名称"),
    "功能分类科目编码": ("科目代码", "支出功能分类科目编码", "科目编码（类款项）"),
    "科目编码": ("科目代码", "编码", "功能科目代码"),
    "人员经费": ("人员支出", "人员类经费"),
    "公用经费": ("日常公用经费", "公用支出", "运转类经费"),
    "小计": ("合计", "小　计", "本年支出合计"),
    "公务接待费": ("公务接待", "接待费"),
    "公务用车购置费": ("车辆购置费", "公务用车购置"),
    "公务用车运行维护费": ("车辆运行费", "公务用车运行费"),
    "因公出国（境）费": ("出国（境）费", "因公出国（境）费用"),
    "预算数": ("年初预算", "全年预算数", "年度预算"),
    "决算数": ("决算金额", "全年决算数", "支出数"),
    "一般公共预算": ("一般公共预算拨款", "经费拨款"),
    "分　值": ("权重", "标准分"),
    "得　分": ("自评分", "实得分"),
}  # fmt: skip


def full_width(document: Document, random: Random) -> Document:
    """Digits in full width, in tables or in the text."""
    return random.choice((in_cells, in_text))(document, lambda text: text.translate(_FULL_WIDTH))


def separated(document: Document, random: Random) -> Document:
    """Thousands parted by commas."""
    comma = random.choice((",", ",", "，"))
    change = partial_separated(comma)
    return in_text(in_cells(document, change), change) if comma == "," else in_cells(document, change)


def partial_separated(comma: str) -> Callable[[str], str]:
    """Thousands of the amounts in a text, parted by a comma."""
    return lambda text: AMOUNT.sub(lambda found: f"{Decimal(found[0].replace(',', '')):,}".replace(",", comma), text)


def half_brackets(document: Document, _: Random) -> Document:
    """Brackets in half width."""
    return in_text(
        in_cells(document, lambda text: text.translate(_HALF_BRACKETS)), lambda text: text.translate(_HALF_BRACKETS)
    )


def spaced(document: Document, random: Random) -> Document:
    """White space inside short labels."""
    gap = random.choice((" ", "　", "  "))
    return in_cells(document, lambda text: gap.join(text) if re.fullmatch(r"[一-鿿]{2,4}", text) else text)


def wrapped(document: Document, random: Random) -> Document:
    """Labels over two lines."""

    def change(text: str) -> str:
        at = random.randint(1, max(1, len(text) - 1))
        return (
            f"{text[:at]}\n{text[at:]}" if re.fullmatch(r"[一-鿿（）、]{4,}", text) and random.random() < 0.5 else text
        )

    return in_cells(document, change)


def synonyms(document: Document, random: Random) -> Document:
    """Some labels as other places print them, in one table."""
    chosen = {label: random.choice(texts) for label, texts in SYNONYMS.items() if random.random() < 0.4}
    return in_cells(document, lambda text: chosen.get(text, text), one_of(random, tables_of(document)))


def bracketed(document: Document, random: Random) -> Document:
    """A remark in brackets behind some labels, in one table."""
    remark = random.choice(("（万元）", "（注1）", "①", "（含上年结转）", "*"))

    def change(text: str) -> str:
        return text + remark if re.fullmatch(r"[一-鿿、]{2,}", text) and random.random() < 0.3 else text

    return in_cells(document, change, one_of(random, account_tables(document)))


def zeros(document: Document, random: Random) -> Document:
    """Zeros of tables printed otherwise, or not at all."""
    nothing = random.choice(("", "-", "—", "0", "0.0", "－"))
    return in_cells(document, lambda text: nothing if text == "0.00" else text, account_tables(document))


def in_yuan(document: Document, random: Random) -> Document:
    """Tables in 元 with their amounts."""
    blocks = [
        replace(b, text=_UNIT.sub("单位：元", b.text)) if isinstance(b, Paragraph) else b for b in document.blocks
    ]
    tables = account_tables(document) if any(block not in document.blocks for block in blocks) else []
    changed = in_cells(replace(document, blocks=tuple(blocks)), _yuan, tables)
    return text_in_yuan(changed, random) if random.random() < 0.5 else changed


def text_in_yuan(document: Document, _: Random) -> Document:
    """Amounts of the text in 元."""
    return in_text(document, lambda text: _MONEY.sub(lambda found: f"{_yuan(found[1])}元", text))


def _yuan(text: str) -> str:
    return f"{Decimal(text.replace(',', '')) * _IN_YUAN:.2f}" if AMOUNT.fullmatch(text) else text


def two_more_digits(document: Document, _: Random) -> Document:
    """Amounts of tables printed finer."""
    return in_cells(document, lambda text: f"{text}00" if AMOUNT.fullmatch(text) else text, account_tables(document))


def general_format(document: Document, _: Random) -> Document:
    """Amounts of tables without zeros at their ends, as a spreadsheet prints them."""

    def change(text: str) -> str:
        return text.rstrip("0").rstrip(".") if AMOUNT.fullmatch(text) and text != "0.00" else text

    return in_cells(document, change, account_tables(document))


def amounts_cut(document: Document, random: Random) -> Document:
    """Amounts of a table over two lines of their cells."""

    def change(text: str) -> str:
        at = random.randint(1, max(1, len(text) - 1))
        return f"{text[:at]}\n{text[at:]}" if AMOUNT.fullmatch(text) and random.random() < 0.2 else text

    return in_cells(document, change, one_of(random, account_tables(document)))


def negatives(document: Document, random: Random) -> Document:
    """Negative amounts in brackets, or with another minus."""
    form = random.choice(("({})", "（{}）", "−{}", "－{}", "—{}"))
    return in_cells(document, lambda text: form.format(text[1:]) if re.fullmatch(r"-[\d,]+\.\d+", text) else text)


#: By name, in the order in which several are made.
CHANGES: Mapping[str, Change] = {
    change.__name__: change
    for change in (
        in_yuan, text_in_yuan, two_more_digits, general_format, negatives, synonyms, bracketed, zeros,
        *form_changes.CHANGES, *laid_out.CHANGES,
        amounts_cut, wrapped, spaced, half_brackets, separated, full_width,
    )
}  # fmt: skip
#: What is true of a document from which something was taken.
TRUE_OF: Mapping[str, tuple[str, ...]] = {"table_lost": ("TX-23",), "end_lost": ("X-03",)}
#: Changes that need figures as exact as those of check/documents, or a table in one piece.
OF_EXACT = ("in_yuan", "text_in_yuan", "two_more_digits", "general_format", "columns_moved")
