"""Ways to and from the customers beside the telephone, side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.channels"


class ChannelsTab(SectionsTab):
    name = "channels"
    title = N_("Counter and post")
    sections = (
        Section("counter", N_("Counter"), f"{_HERE}.counter", "CounterSection"),
        Section(
            "counter_figures", N_("Counter figures"), f"{_HERE}.counter_figures", "CounterFiguresSection"
        ),
        Section("post", N_("Post room"), f"{_HERE}.post", "PostSection"),
        Section("handbooks", N_("Handbook"), f"{_HERE}.handbooks", "HandbooksSection"),
        Section("holders", N_("Who has the handbook"), f"{_HERE}.holders", "HoldersSection"),
        Section("groups", N_("Group messages"), f"{_HERE}.groups", "GroupsSection"),
    )
