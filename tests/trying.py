"""How many made-up examples a test tries where each one takes long."""

from hypothesis import settings


def tried(share: int) -> settings:
    """One example for every so many that hypothesis tries by itself (100, or 1,000 in `make fuzz`)."""
    return settings(max_examples=settings().max_examples // share, deadline=None)
