"""The window for the safety tests."""

from __future__ import annotations

import os

from tests.ui.at_work import open_at, window

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

__all__ = ["open_at", "window"]
