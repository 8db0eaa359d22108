"""What the lock file brings: its known faults, where their data can be reached, and the list of all parts in dist/sbom.json.

    python tools/supply.py        (make audit)

The exit code is 1 where a locked library has a known fault; where the data cannot be reached, that is said, and it is 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
PARTS = ROOT / "dist" / "sbom.json"


def main() -> int:
    """Write the list of parts, then ask for faults."""
    PARTS.parent.mkdir(exist_ok=True)
    told = ["requirements", str(LOCK), "--output-reproducible", "--output-file", str(PARTS)]
    _run("cyclonedx_py", *told).check_returncode()
    print(
        f"parts: {PARTS.relative_to(ROOT)}, {len(json.loads(PARTS.read_bytes())['components'])} libraries (CycloneDX)"
    )
    asked = _run(
        "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--format", "json", "--progress-spinner", "off"
    )
    try:
        found = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (asked.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"faults: not known, their data could not be reached ({reason})")
        return 0
    faults = [f"{one['name']} {one['version']}: {fault['id']}" for one in found for fault in one.get("vulns", ())]
    print("\n".join([f"faults: {len(faults)} known in {len(found)} libraries", *faults]))
    return int(bool(faults))


def _run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 our own words


if __name__ == "__main__":
    sys.exit(main())
