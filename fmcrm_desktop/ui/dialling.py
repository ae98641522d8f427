"""Dialling: a number handed to whatever the system has for telephone calls (a softphone, the paired telephone)."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from fmcrm_desktop.model.phone import plain_digits


class Dialler:
    """The port: tests put another in its place."""

    def dial(self, number: str) -> bool:
        """Whether somebody took the number."""
        raise NotImplementedError


class SystemDialler(Dialler):
    """The system's own handler of tel: addresses, where one is set up."""

    def dial(self, number: str) -> bool:
        digits = plain_digits(number)
        plus = "+" if number.strip().startswith("+") else ""
        return bool(digits) and QDesktopServices.openUrl(QUrl(f"tel:{plus}{digits}"))
