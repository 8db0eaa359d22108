"""Running text: headings and paragraphs from lists of marked lines."""

from __future__ import annotations

from ..loading import Facts
from ..model import Block, Heading, Paragraph, Spacer

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
PARAGRAPHS = {
    "p": Paragraph(""),
    "plain": Paragraph("", indent=0.0),
    "caption": Paragraph("", 11.0, "center", bold=True),
}


def text_blocks(lines: list[list[str]]) -> list[Block]:
    """Return the blocks for lines of (mark, text); marks: ``title``, HEADINGS, PARAGRAPHS."""
    return [text_block(mark, text) for mark, text in lines]


def text_block(mark: str, text: str) -> Block:
    """Return one block of running text."""
    if mark == "title":
        return Heading(text, 0, "center")
    if mark in HEADINGS:
        return Heading(text, HEADINGS[mark])
    style = PARAGRAPHS[mark]
    return Paragraph(text, style.size, style.align, style.indent, style.bold, style.space_after)


def cover_blocks(cover: Facts) -> list[Block]:
    """Return the title page."""
    titles: list[Block] = [Heading(line, 0, "center") for line in cover["lines"]]
    return [Spacer(220.0), *titles]


def summary_blocks(summaries: list[Facts]) -> list[Block]:
    """Return the self-evaluation summaries of all projects, four paragraphs each."""
    blocks: list[Block] = []
    for number, item in enumerate(summaries, start=1):
        amounts = f"项目全年预算数 {item['budget']} 万元，执行数 {item['executed']} 万元"
        blocks += [
            Paragraph(f"（{number}）{item['heading']}：{amounts}，预算执行率 {item['rate']}。"),
            Paragraph(f"项目绩效目标完成情况：{item['achieved']}"),
            Paragraph(f"发现的主要问题及原因：{item['problems']}"),
            Paragraph(f"下一步改进措施：{item['measures']}"),
        ]
    return blocks
