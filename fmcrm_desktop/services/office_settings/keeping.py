"""Keeping those settings of a form that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fmcrm_desktop.services import settings
from fmcrm_desktop.store.work import Work


def keep(work: Work, wanted: Mapping[str, Any]) -> None:
    """Put the settings that differ from what is kept; a form saved unchanged leaves no trace."""
    known = settings.everything(work)
    changed = {name: value for name, value in wanted.items() if known[name] != value}
    if changed:
        settings.put(work, **changed)


def country_code(typed: str) -> str:
    """A country as ISO 3166 has it. "UK" is what people of the United Kingdom write; calendars of holidays take it too,
    but by it no telephone number could be read."""
    code = typed.strip().upper()
    return "GB" if code == "UK" else code
