"""The Work orders tab: the list with its filters, the order's page, the forms of its deeds."""

from fmcrm_desktop.ui.tabs.work_orders.tab import WorkOrdersTab

__all__ = ["WorkOrdersTab"]
