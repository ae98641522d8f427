"""The processes of long work, forked from one that has loaded the program: a Python that starts anew for each of some
hundred jobs took a tenth of the suite. That they start anew, too, is tested by tests/test_jobs.py, tests/reports and
tests/safety."""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
from collections.abc import Callable
from typing import Any

from fmcrm_desktop import reports

LOADED = [
    "fmcrm_desktop.exchange.jobs",
    "fmcrm_desktop.services.opening",
    *(each.name for each in pkgutil.iter_modules(reports.__path__, "fmcrm_desktop.reports.")),
]


class Context:
    """Stands for ``multiprocessing.get_context("spawn")``."""

    def __init__(self) -> None:
        self._server = multiprocessing.get_context("forkserver")
        self._server.set_forkserver_preload(LOADED)
        self.Pipe = self._server.Pipe

    def Process(self, target: Callable[..., Any], args: tuple[Any, ...], daemon: bool) -> Any:
        return self._server.Process(target=_at_home, args=(dict(os.environ), target, args), daemon=daemon)


def _at_home(environment: dict[str, str], target: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """The server was begun by another test, with that one's folders."""
    os.environ.clear()
    os.environ.update(environment)
    target(*args)
