"""Long work in a process of its own leaves the machine to whoever types."""

from __future__ import annotations

import os
import sys

import pytest

from fmcrm_desktop.jobs import Job, Progress, Running


def niceness(_progress: Progress) -> int:
    return os.nice(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells priorities by other names")
def test_the_other_process_comes_after_this_one() -> None:
    heard: list[tuple[object, ...]] = []
    Running(Job("tests.test_jobs:niceness")).messages(heard.append)
    assert heard == [("done", min(os.nice(0) + 10, 19))]
