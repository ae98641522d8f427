"""The card of planned works and events: what the committee is to be told of, and whether it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.event import KINDS as EVENT_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.notice import KINDS
from fmcrm_desktop.model.tones import GOOD, WARNING
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import Planned
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.qt_office import QtOffice

WORDS = {**EVENT_KINDS, **KINDS}


def planned_card(office: QtOffice, page: Page, planned: Sequence[Planned], body: int) -> None:
    """Each with the way there, and a button that tells the body of it."""
    words = office.words
    card = page.card(N_("Planned works and events"), N_("of the next two months"))
    rows: list[tuple[str | QWidget, ...]] = []
    for each in planned:
        title = suiting(each.title, each.other_title, words)
        there = Link("notices" if each.what == "notice" else "calendar", each.id)
        start = {f"{each.what}_id": each.id, "whole": True, "body_id": body}
        share = Button(words(N_("Share it")), FILTER, "plus")
        share.on(partial(office.go, Link("committee", new=start, section="passing")))
        share.setAccessibleName(f"{words(N_('Share it'))}: {title}")
        said = words(N_("Shared {day}"), day=words.short_date(each.shared_day)) if each.shared_day else ""
        state = ChipLabel(said, GOOD) if said else ChipLabel(words(N_("Not shared")), WARNING)
        rows.append((
            LinkButton(title, partial(office.go, there)), words(WORDS.get(each.kind, each.kind)),
            words.short_moment(each.starts), state, share.guard(office, committee.pass_on),
        ))  # fmt: skip
    if rows:
        card.table((N_("What"), N_("Kind"), N_("Starts"), N_("State"), ""), rows)
    else:
        card.say(words(N_("No works and no events are planned.")), "muted")
