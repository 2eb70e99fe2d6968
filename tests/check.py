"""The one command: format, lint, types, import contracts and tests; stops at the first failure.

`--fast` leaves out the slowest part (types of the whole tree and the long lives); `--fix` mends
format and what lint can mend by itself before it checks.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def steps(*, fast: bool, fix: bool) -> list[tuple[str, list[str]]]:
    """What runs, in order: a name and a command each."""
    python = [sys.executable, "-m"]
    mend = [
        ("mend lint", [*python, "ruff", "check", "--fix", "--quiet", "."]),
        ("mend format", [*python, "ruff", "format", "--quiet", "."]),
    ]
    look = [
        ("format", [*python, "ruff", "format", "--check", "--quiet", "."]),
        ("lint", [*python, "ruff", "check", "--quiet", "."]),
        ("import contracts", [sys.executable, "-c", CONTRACTS]),
        ("types", [*python, "mypy"]),
    ]
    if fast:
        look = look[:-1]
    only = ["-m", "not long"] if fast else []
    return [*(mend if fix else []), *look, ("tests", [*python, "pytest", "-n", "2", *only])]


CONTRACTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"


def main() -> int:
    """Run the steps; the exit status is the first failing one's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--fix", action="store_true")
    wished = parser.parse_args()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    for name, command in steps(fast=wished.fast, fix=wished.fix):
        print(f"· {name}", flush=True)
        began = time.monotonic()
        ended = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if ended.returncode:
            print(f"✗ {name} failed")
            return ended.returncode
        print(f"  done in {time.monotonic() - began:.0f} s", flush=True)
    print("✓ everything holds")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
