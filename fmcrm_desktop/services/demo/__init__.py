"""A believable bilingual office of any size, the same for the same seed: for trying, showing and measuring."""

from fmcrm_desktop.services.demo.build import DemoPlan, build

__all__ = ["DemoPlan", "build"]
