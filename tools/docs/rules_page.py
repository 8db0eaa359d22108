"""Write docs/rules.md from the rule files: python tools/docs/rules_page.py."""

from __future__ import annotations

from pathlib import Path

from jixiao.check import rules_page

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"

if __name__ == "__main__":
    PAGE.write_text(rules_page(), encoding="utf-8")
    print(PAGE)
