"""Where things stand: the tests, the checkout, the samples, and the shared sources where they are there."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
RAW = ROOT / "data" / "raw"
SHARED = ROOT.parent / "shared"
