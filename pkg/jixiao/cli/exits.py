"""Exit codes."""

#: Done; findings of severity error with ``--strict``, or something differs; something could not be read or run.
DONE, FINDINGS, FAILED = 0, 1, 2
