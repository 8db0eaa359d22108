"""The same tables over many departments and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from jixiao.check import check
from jixiao.compare import deviations, goalposts
from jixiao.store import RECORD_TABLES, Disclosure, StoredTables, known_columns, known_table, select


@dataclass(frozen=True, repr=False)
class Panel(Disclosure):
    """The same tables over all departments and years that are stored; each is read when it is first asked for."""

    def select(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        department: str | None = None,
        fiscal_year: int | None = None,
    ) -> pd.DataFrame:
        """Rows of one table: of all departments and years or of one (name as in ``department``), all columns or some.

        Of a stored panel nothing else is read, and the tables outcomes and scores can be asked for as well. Raises
        SourceError for a table or column that there is not.
        """
        if isinstance(self.tables, StoredTables):
            return select(self.tables.folder, table, columns, department, fiscal_year)
        rows = self.tables[known_table(table, RECORD_TABLES)]
        wanted = known_columns(table, columns)
        for name, value in (("department", department), ("fiscal_year", fiscal_year)):
            rows = rows if value is None else rows[rows[name] == value]
        return rows[wanted].reset_index(drop=True)

    def _counts(self) -> dict[str, int]:
        tables = self.tables
        return tables.counts() if isinstance(tables, StoredTables) else super()._counts()

    def check(self) -> pd.DataFrame:
        """The ledger over every department and year (table ``outcomes``)."""
        return check(self)

    def deviations(self) -> pd.DataFrame:
        """What stands at two stages of the year, of every department and year (table ``deviations``)."""
        return deviations(self)

    def goalposts(self) -> pd.DataFrame:
        """What became of each target between target form and self-evaluation (table ``goalposts``)."""
        return goalposts(self)

    def score(self, rubric: str | Path | None = None) -> pd.DataFrame:
        """Scores of every department and year (table ``scores``), by the rubric that fits each, or by ``rubric``."""
        from jixiao.score import score  # reading and checking do without it

        return pd.concat([score(part, rubric) for _, part in self.parts()], ignore_index=True)

    def score_projects(self, rubric: str | Path | None = None) -> pd.DataFrame:
        """Scores of every self-evaluation form, item by item (table ``scores`` with ``project_id``)."""
        from jixiao.score import score_projects

        return score_projects(self, rubric)

    def parts(self) -> Iterator[tuple[tuple[str, int | None], Disclosure]]:
        """Each department's year by itself, with its name and year (None where nobody says it), in the order of the
        documents."""
        years = self.documents[["department", "fiscal_year"]].drop_duplicates()
        for department, year in zip(years["department"], years["fiscal_year"], strict=True):
            key = str(department), None if pd.isna(year) else int(year)
            yield key, Disclosure({name: _part(table, *key) for name, table in self.tables.items()})


def _part(table: pd.DataFrame, department: str, year: int | None) -> pd.DataFrame:
    """Rows of one department's year."""
    dated = table["fiscal_year"].isna() if year is None else table["fiscal_year"].eq(year).fillna(False)
    return table[(table["department"] == department) & dated]
