"""How Sphinx makes the documentation site (make site): pages that need no server and no net."""

from __future__ import annotations

import importlib.metadata

project = "jixiao 绩效"
copyright = "MIT licence"  # noqa: A001 Sphinx's name for it
release = importlib.metadata.version("jixiao")
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["conf.py"]
html_theme = "furo"
html_title = project
html_copy_source = False
myst_heading_anchors = 4
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
add_module_names = False
highlight_language = "none"
suppress_warnings = ["misc.highlighting_failure"]  # no colours for CSV
