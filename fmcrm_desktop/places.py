"""Where the program's own files are (checkout, installed wheel, bundle) and where a person's files go."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import platformdirs

NAME = "fmcrm-desktop"

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Icons, fonts, style sheets, locale and templates."""
    return _part("resources")


def migrations() -> Path:
    """Alembic's env.py and versions."""
    return _part("migrations")


def config_dir() -> Path:
    """Settings of this person on this machine: language, theme, columns, the office last opened."""
    return _made(_home("config") or platformdirs.user_config_path(NAME, appauthor=False))


def data_dir() -> Path:
    """Where a new office is offered to be kept, and its backups."""
    return _made(_home("data") or platformdirs.user_data_path(NAME, appauthor=False))


def log_dir() -> Path:
    """The program's log and crash reports."""
    return _made(_home("log") or platformdirs.user_log_path(NAME, appauthor=False))


def _part(name: str) -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    folders = [Path(bundle) / "fmcrm_desktop" / "_data"] if bundle else [_PACKAGE / "_data", _PACKAGE.parent]
    for folder in folders:
        if (folder / name).is_dir():
            return folder / name
    raise FileNotFoundError(f"{name} belongs to the program and is missing below {folders[0]}")


def _home(name: str) -> Path | None:
    """FMCRM_HOME puts everything under one folder: for tests, and for a copy on a stick."""
    home = os.environ.get("FMCRM_HOME")
    return Path(home).expanduser() / name if home else None


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:  # made wider by an earlier version
        with contextlib.suppress(PermissionError):
            folder.chmod(0o700)
    return folder


def last_office() -> str:
    """The office this person last opened here; empty when there is none."""
    kept = config_dir() / "last-office.txt"
    return kept.read_text(encoding="utf-8").strip() if kept.exists() else ""


def remember_office(office: str) -> None:
    """Open this office next time, and when a command names none."""
    (config_dir() / "last-office.txt").write_text(office, encoding="utf-8")
