"""Notices, postings and the places to post, side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.notices"


class NoticesTab(SectionsTab):
    name = "notices"
    title = N_("Notices")
    sections = (
        Section("notices", N_("Notices"), f"{_HERE}.notices", "NoticesSection"),
        Section("postings", N_("Boards and windows"), f"{_HERE}.postings", "PostingsSection"),
        Section("places", N_("Places to post"), f"{_HERE}.places", "PlacesSection"),
    )
