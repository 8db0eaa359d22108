"""Write docs/modules.md, a line for each module of the package, from their docstrings: python tools/docs/modules_page.py."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pkg" / "jixiao"
PAGE = ROOT / "docs" / "modules.md"
HEAD = """# Modules

A line for each file of the package, from its docstring. ARCHITECTURE.md says how they hang together.
"""


def modules_page() -> str:
    """The page as text: folder by folder."""
    lines = [HEAD]
    folder = None
    for path in sorted(PACKAGE.rglob("*.py"), key=lambda path: (path.parent.as_posix(), path.name)):
        home = path.parent.relative_to(PACKAGE).as_posix()
        if home != folder:
            folder = home
            lines.append(f"\n## {'jixiao' if home == '.' else home}\n")
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        first = " ".join(said.split("\n\n")[0].split())
        lines.append(f"- `{path.name}`: {first}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(modules_page(), encoding="utf-8")
