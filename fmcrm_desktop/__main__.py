"""``python -m fmcrm_desktop``: the same as the command fmcrm-desktop."""

import multiprocessing

from fmcrm_desktop.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    raise SystemExit(main())
