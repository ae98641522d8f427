"""Calls: the log with the call desk, and what else belongs to the telephone, side by side as sections."""

from __future__ import annotations

from collections.abc import Iterator

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab
from fmcrm_desktop.ui.warming import Warm

_CALLS = "fmcrm_desktop.ui.tabs.calls"


class CallsTab(SectionsTab):
    name = "calls"
    title = N_("Calls")
    sections = (
        Section("log", N_("Call log"), f"{_CALLS}.log", "LogTab"),
        Section("lines", N_("To call"), f"{_CALLS}.lines", "LinesTab"),
        Section("lists", N_("Call lists"), f"{_CALLS}.lists", "ListsTab"),
        Section("promises", N_("Promises"), f"{_CALLS}.promises", "PromisesTab"),
        Section("phone_book", N_("Phone book"), f"{_CALLS}.phone_book", "PhoneBookTab"),
        Section("statistics", N_("Statistics"), f"{_CALLS}.statistics", "StatisticsTab"),
    )

    def warming(self) -> Iterator[None]:
        log = self.section("log")
        yield
        if isinstance(log, Warm):
            yield from log.warming()
