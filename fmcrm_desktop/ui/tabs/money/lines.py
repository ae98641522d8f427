"""How a line of a bill is told on the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.charge import AGREED, LINE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.charges import ChargeLine
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.qt_office import QtOffice


def of_bill(
    office: QtOffice, lines: tuple[tuple[ChargeLine, int, str], ...]
) -> list[tuple[str | QWidget, ...]]:
    """The rows of a bill's table: what for, the order, the amount."""
    return [
        (
            told(line, office.words),
            _order(office, line.kind, order, number),
            str(Money(line.amount, office.currency)),
        )
        for line, order, number in lines
    ]


def told(line: ChargeLine, words: Words) -> str:
    """Labour · Gao Jun · 95 min · Night work."""
    parts = [words(LINE_KINDS[line.kind]), suiting(line.name, line.other_name, words)]
    if line.minutes is not None:
        parts.append(words(N_("{minutes} min"), minutes=line.minutes))
    return " · ".join(part for part in (*parts, line.used(words), line.noted(words)) if part)


def _order(office: QtOffice, kind: str, id: int, number: str) -> QWidget:
    """The way to the order, or to the agreement."""
    return LinkButton(number, lambda: office.go(Link("agreements" if kind == AGREED else "work_orders", id)))
