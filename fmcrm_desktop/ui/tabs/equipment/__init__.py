"""The page of equipment."""

from fmcrm_desktop.ui.tabs.equipment.tab import EquipmentTab

__all__ = ["EquipmentTab"]
