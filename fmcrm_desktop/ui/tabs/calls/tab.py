"""Calls: the log, the lists to call, promises, the phone book, the figures of a month."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.calls"


class CallsTab(SectionsTab):
    name = "calls"
    title = N_("Calls")
    sections = (
        Section("lines", N_("To call"), f"{_HERE}.lines", "LinesTab"),
        Section("lists", N_("Call lists"), f"{_HERE}.lists", "ListsTab"),
        Section("promises", N_("Promises"), f"{_HERE}.promises", "PromisesTab"),
        Section("phone_book", N_("Phone book"), f"{_HERE}.phone_book", "PhoneBookTab"),
        Section("statistics", N_("Statistics"), f"{_HERE}.statistics", "StatisticsTab"),
    )
