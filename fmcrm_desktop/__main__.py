"""``python -m fmcrm_desktop``: the same as the command fmcrm-desktop."""

import sys

from fmcrm_desktop.cli import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    raise SystemExit(main())
