"""Compare: what stands at several stages, in several documents or years, side by side. Nothing here judges."""

from jixiao.compare.deviations import deviations
from jixiao.compare.goalposts import goalposts

__all__ = ["deviations", "goalposts"]
