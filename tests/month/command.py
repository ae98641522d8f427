"""The program on its command line, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MONTH = "2026-10"


def command(path: Path, *words: str) -> str:
    """What it says; it must end well."""
    line = [sys.executable, "-m", "fmcrm_desktop", "--office", str(path), *words]
    said = subprocess.run(line, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return said.stdout
