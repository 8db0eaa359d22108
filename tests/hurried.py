"""Loaded before all other plugins (``-p tests.hurried``): nbval's jsonschema would compile a grammar for a second in each
process, for a format that no test asks for.
"""

import sys
from importlib import import_module

_GRAMMAR = "rfc3987_syntax"
if _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    import_module("jsonschema")
    del sys.modules[_GRAMMAR]
