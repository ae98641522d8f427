"""What the window remembers on this machine: sizes, columns, theme, language; of each person who signs in their own
last tab and filters."""

from __future__ import annotations

import json
import os

from PySide6.QtCore import QByteArray, QSettings

from fmcrm_desktop import places

PERSONAL = ("person/", "tab", "section/", "filter/", "view/", "sort/", "calendar/")
"""What is remembered of each person who signs in: whoever comes next begins with their own."""
whose = ""
"""Who sits at the desk, where people sign in."""
_open: dict[str | None, QSettings] = {}


def _settings() -> QSettings:
    home = os.environ.get("FMCRM_HOME")
    if home not in _open:  # a list reads twenty settings as it opens: where they are is looked for once
        _open[home] = QSettings(str(places.config_dir() / "window.ini"), QSettings.Format.IniFormat)
    return _open[home]


def _key(key: str) -> str:
    return f"{key}/of {whose}" if whose and key.startswith(PERSONAL) else key


def put(key: str, value: str | int | bool | list[str]) -> None:
    _settings().setValue(_key(key), value)


def get(key: str, default: str = "") -> str:
    value = _settings().value(_key(key), default)
    return value if isinstance(value, str) else default


def get_list(key: str) -> list[str]:
    value = _settings().value(_key(key), [])
    if isinstance(value, str):
        return [value] if value else []
    return [str(one) for one in value] if isinstance(value, list) else []


def put_bytes(key: str, value: QByteArray) -> None:
    _settings().setValue(_key(key), value)


def get_bytes(key: str) -> QByteArray | None:
    value = _settings().value(_key(key))
    return value if isinstance(value, QByteArray) and not value.isEmpty() else None


def put_values(key: str, values: tuple[object, ...]) -> None:
    """A few texts and numbers (what a filter is set to)."""
    _settings().setValue(_key(key), json.dumps(values, default=str))


def get_values(key: str) -> tuple[object, ...] | None:
    """The texts and numbers kept; None when nothing was kept yet, or what was kept cannot be read."""
    said = get(key)
    try:
        found = json.loads(said) if said else None
    except ValueError:
        return None
    return tuple(one for one in found if isinstance(one, str | int)) if isinstance(found, list) else None


def save() -> None:
    """Write it down; Qt does so by itself a little later."""
    _settings().sync()
