"""Documents: what was made and issued, and the templates, side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.issued_documents"


class IssuedDocumentsTab(SectionsTab):
    name = "issued_documents"
    title = N_("Contracts and documents")
    sections = (
        Section("documents", N_("Issued and drafted"), f"{_HERE}.documents", "DocumentsSection"),
        Section("templates", N_("Templates"), f"{_HERE}.templates", "TemplatesSection"),
    )
