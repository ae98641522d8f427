"""The page of messages: its sections side by side."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_MESSAGES = "fmcrm_desktop.ui.tabs.messages"


class MessagesTab(SectionsTab):
    name = "messages"
    title = N_("Messages")
    sections = (
        Section("inbox", N_("For me"), f"{_MESSAGES}.inbox", "InboxTab"),
        Section("sent", N_("Sent"), f"{_MESSAGES}.sent", "SentTab"),
        Section("outbox", N_("Outbox"), f"{_MESSAGES}.outbox", "OutboxTab"),
    )

    def section_of(self, link: Link) -> str:
        """A message that could not be sent is in the outbox; a new one is written among one's own."""
        return "outbox" if link.id is not None else "inbox"
