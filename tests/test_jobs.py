"""Long work in a process of its own leaves the machine to whoever types."""

from __future__ import annotations

import os
import sys

from fmcrm_desktop.jobs import Job, Progress, Running


def priority(_progress: Progress) -> int:
    """Windows' class, or the niceness of others."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        return int(kernel.GetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess())))
    return os.nice(0)


def test_the_other_process_comes_after_this_one() -> None:
    heard: list[tuple[object, ...]] = []
    Running(Job("tests.test_jobs:priority")).messages(heard.append)
    assert heard == [("done", 0x4000 if sys.platform == "win32" else min(os.nice(0) + 10, 19))]
