"""The page of preventive work: plans, the workload of the next weeks, checklists."""

from fmcrm_desktop.ui.tabs.plans.tab import PlansTab

__all__ = ["PlansTab"]
