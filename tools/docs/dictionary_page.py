"""Write docs/data-dictionary.md from the contract of the tables: python tools/docs/dictionary_page.py."""

from __future__ import annotations

from pathlib import Path

from jixiao.product import dictionary_page

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"

if __name__ == "__main__":
    PAGE.write_text(dictionary_page(), encoding="utf-8")
    print(PAGE)
