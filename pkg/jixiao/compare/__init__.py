"""Compare: what stands at several stages, in several documents or years, side by side. Nothing here judges."""

from jixiao.compare.deviations import deviations

__all__ = ["deviations"]
