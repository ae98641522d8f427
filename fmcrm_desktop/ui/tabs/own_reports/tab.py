"""Reports of one's own in sections: building and running them, and what is missing, which fields are used."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.own_reports"


class OwnReportsTab(SectionsTab):
    name = "own_reports"
    title = N_("Report builder")
    sections = (
        Section("builder", N_("Reports"), f"{_HERE}.builder", "BuilderSection"),
        Section("missing", N_("Missing data"), f"{_HERE}.missing", "MissingSection"),
        Section("usage", N_("Use of fields"), f"{_HERE}.usage", "UsageSection"),
    )
