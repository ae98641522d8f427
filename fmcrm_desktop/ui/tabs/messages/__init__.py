"""Messages: for me, what I have sent, and the outbox of what leaves the office."""

from fmcrm_desktop.ui.tabs.messages.tab import MessagesTab

__all__ = ["MessagesTab"]
