"""Compare: what stands at several stages, in several documents or years, side by side. Nothing here judges."""

from jixiao.compare.deviations import deviations
from jixiao.compare.distributions import deviation_distribution, goalposts_moved
from jixiao.compare.goalposts import goalposts
from jixiao.compare.headlines import headlines, wide
from jixiao.compare.over_years import series

__all__ = [
    "deviation_distribution",
    "deviations",
    "goalposts",
    "goalposts_moved",
    "headlines",
    "series",
    "wide",
]
