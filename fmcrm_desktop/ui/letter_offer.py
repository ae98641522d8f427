"""After a deed that wrote a letter, such as thanks: the way to its paper, which nobody would look for elsewhere."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import letters
from fmcrm_desktop.ui.kit.tab import Tab


def offer_letter(tab: Tab, done: Any, said: str) -> None:
    """Offer to print what ``done`` has written; nothing where that was no letter. ``said`` is the finished text."""
    ids = tuple(done.touched.get("letter", ()))

    def offer(found: Any) -> None:
        office, [letter] = tab.office, found.letters
        there = Link("reports", new={"report": "letter", "number": letter.number})
        office.offer(f"{said} · {letter.number}", tab.words(N_("Print the letter")), lambda: office.go(there))

    if len(ids) == 1:
        tab.ask(letters.sheets, ids, then=offer)
