"""A chart as an output of a notebook: PNG with its description, the same bytes every time."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from matplotlib.figure import Figure

_DPI = 160


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart; false where there was nothing to draw."""

    png: bytes
    alt: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        data = {"image/png": base64.b64encode(self.png).decode("ascii"), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt}}

    def __repr__(self) -> str:
        return self.alt

    def __bool__(self) -> bool:
        return bool(self.png)


def picture(figure: Figure | None, alt: str) -> Picture:
    """A figure with its alternative text; an empty picture for None."""
    if figure is None:
        return Picture(b"", "")
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=_DPI, facecolor="white", metadata={"Software": None})
    return Picture(buffer.getvalue(), alt)
