"""What a process holds, as Linux tells it; elsewhere nothing is known and 0 is said."""

from __future__ import annotations

from pathlib import Path

STATUS = Path("/proc/self/status")


def resident_mb() -> float:
    return _line("VmRSS:")


def peak_mb() -> float:
    """The most that was held since ``reset_peak``."""
    return _line("VmHWM:")


def reset_peak() -> None:
    if STATUS.exists():
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _line(name: str) -> float:
    if not STATUS.exists():
        return 0.0
    line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
