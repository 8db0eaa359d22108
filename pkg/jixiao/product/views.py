"""Views of a database: the headline measures, a row for each department and year."""

from __future__ import annotations

from jixiao.compare.headlines import HEADLINES
from jixiao.families import role_of

#: Figures of the year and of the whole department; a unit whose name only resembles the department's is left out.
_OWN = """
SELECT * FROM accounts
WHERE value IS NOT NULL AND coalesce(year, fiscal_year) = fiscal_year
  AND coalesce(nullif(unit_name, ''), department) = department
"""


def headlines_view() -> str:
    """``CREATE VIEW headlines``: amounts in 万元; NULL where none is printed, or two that differ."""
    amounts = ",\n".join(f"{_only(_chosen(*address))} AS {name}" for name, address in HEADLINES.items())
    return (
        f"CREATE VIEW headlines AS WITH own AS ({_OWN}) SELECT department, fiscal_year,\n{amounts}\n"  # noqa: S608 names of ours
        "FROM (SELECT DISTINCT department, fiscal_year FROM documents) LEFT JOIN own USING (department, fiscal_year)\n"
        "GROUP BY department, fiscal_year ORDER BY department, fiscal_year"
    )


def _only(chosen: str) -> str:
    return f"CASE WHEN count(DISTINCT value) FILTER ({chosen}) = 1 THEN min(value) FILTER ({chosen}) END"


def _chosen(family: str, table: str, side: str, term: str, measure: str) -> str:
    role = role_of(family, table)
    wanted = {"family": family, '"table"': table, "coalesce(side, '')": side, "measure": measure}
    wanted["stage"] = role.stage if role else ""
    row = f"term = '{term}'" if term else "coalesce(term, 'total') = 'total'"
    return "WHERE " + " AND ".join([*(f"{column} = '{value}'" for column, value in wanted.items()), row])
