"""The counter, the post room, the handbook and texts to groups."""

from fmcrm_desktop.ui.tabs.channels.tab import ChannelsTab

__all__ = ["ChannelsTab"]
