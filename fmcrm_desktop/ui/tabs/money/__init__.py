"""Bills and commission: what customers owe, and what staff get of it."""

from fmcrm_desktop.ui.tabs.money.tab import MoneyTab

__all__ = ["MoneyTab"]
